# The description of a part of the study (an arm on a split), kept beside the tables of its records.
rule describe_part:
    input:
        metrics=of_classifiers("metrics.json", arms=["{arm}"]),
        training_sets=of_classifiers("training_set.json", arms=["{arm}"]),
        choice="<results>/interpatient/choice/{arm}.json",
        code=sources("describe_part"),
    output:
        "<results>/parts/{split}_{arm}.json",
    log:
        "<logs>/describe_part/{split}_{arm}.log",
    benchmark:
        "<benchmarks>/describe_part/{split}_{arm}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("describe_part"),
    params:
        classes=classes,
        arm=lookup(dpath="{arm}", within=ARMS),
    script:
        "../scripts/describe_part.py"


# All parts of the run's arms and splits. Copy the parts to keep into docs/study.
rule study:
    input:
        expand(
            "<results>/parts/{split}_{arm}.{ending}",
            split=config["run"]["splits"],
            arm=ARMS,
            ending=("csv", "json"),
        ),
        expand(
            "<results>/parts/committees/{split}_{arm}.csv",
            split=config["run"]["splits"],
            arm=ARMS,
        ),
        of_all_gans("<results>/parts/quality/{split}_{model}.csv"),
