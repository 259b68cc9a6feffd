# What a part of the study, an arm on a split, leaves behind beside the tables of its records.
rule describe_part:
    input:
        metrics=expand(
            "<results>/{{split}}/classifier/{{arm}}/seed{seed}/metrics.json",
            seed=classifier_seeds(),
        ),
        training_sets=expand(
            "<results>/{{split}}/classifier/{{arm}}/seed{seed}/training_set.json",
            seed=classifier_seeds(),
        ),
        choice="<results>/interpatient/choice/{arm}.json",
        code=sources("describe_part"),
    output:
        "<results>/parts/{split}_{arm}.json",
    log:
        "<results>/logs/describe_part/{split}_{arm}.log",
    benchmark:
        "<results>/benchmarks/describe_part/{split}_{arm}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **needs("describe_part"),
    params:
        classes=lambda wildcards: classes(wildcards.split),
        arm=lookup(dpath="arms/{arm}", within=config),
    script:
        "../scripts/describe_part.py"


# All parts of the run's arms and splits. What is to last of them is copied into docs/study.
rule study:
    input:
        expand(
            "<results>/parts/{split}_{arm}.{ending}",
            split=config["run"]["splits"],
            arm=config["run"]["arms"],
            ending=("csv", "json"),
        ),
        expand(
            "<results>/parts/committees/{split}_{arm}.csv",
            split=config["run"]["splits"],
            arm=config["run"]["arms"],
        ),
        of_gans("<results>/parts/quality/{split}_{model}.csv"),
