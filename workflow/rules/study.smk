# What a part of the study, an arm on a split, leaves behind: small tables to be kept under docs/study.
rule tabulate_part:
    input:
        predictions=expand(
            "<results>/{{split}}/classifier/{{arm}}/seed{seed}/predictions.h5",
            seed=classifier_seeds(),
        ),
        metrics=expand(
            "<results>/{{split}}/classifier/{{arm}}/seed{seed}/metrics.json",
            seed=classifier_seeds(),
        ),
        training_sets=expand(
            "<results>/{{split}}/classifier/{{arm}}/seed{seed}/training_set.json",
            seed=classifier_seeds(),
        ),
        choice="<results>/interpatient/choice/{arm}.json",
        code=sources("tabulate_part"),
    output:
        records="<results>/parts/{split}_{arm}.csv",
        committees="<results>/parts/committees/{split}_{arm}.csv",
        facts="<results>/parts/{split}_{arm}.json",
    log:
        "<results>/logs/tabulate_part/{split}_{arm}.log",
    conda:
        "../../envs/signal.yaml"
    params:
        classes=lambda wildcards: classes(wildcards.split),
        arm=lookup(dpath="arms/{arm}", within=config),
        seeds_per_gan=lookup(dpath="classifier/seeds", within=config),
    script:
        "../scripts/tabulate_part.py"


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
        expand(
            "<results>/parts/quality/{split}_{model}.csv",
            split=config["run"]["splits"],
            model=sorted({arm["model"] for arm in gan_arms()}),
        ),


# From the parts that are kept, with or without the run that they came from.
rule write_study:
    input:
        parts=kept_parts(),
        code=sources("write_study"),
    output:
        page="docs/study.md",
        arms="docs/study/tables/arms.csv",
        scores="docs/study/tables/scores.csv",
        contrasts="docs/study/tables/contrasts.csv",
        committees="docs/study/tables/committees.csv",
        committee_contrasts="docs/study/tables/committee_contrasts.csv",
        without="docs/study/tables/without.csv",
        records="docs/study/tables/records.csv",
        quality="docs/study/tables/quality.csv",
        figures=expand(
            "docs/study/{kind}_{split}.svg",
            split=kept_splits(),
            kind=("differences", "scores"),
        ),
    log:
        "<results>/logs/write_study.log",
    conda:
        "../../envs/signal.yaml"
    params:
        study=lookup(dpath="study", within=config, default=None),
        planned={split: config["run"]["arms"] for split in config["run"]["splits"]},
    script:
        "../scripts/write_study.py"
