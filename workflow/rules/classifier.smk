rule train_classifier:
    input:
        train="<results>/{split}/train.h5",
        synthetic=synthetic_beats,
        choice=chosen_setting,
        code=sources("train_classifier"),
    output:
        model="<classifier>/model.h5",
        curve="<classifier>/curve.csv",
        training_set="<classifier>/training_set.json",
    log:
        "<logs>/train_classifier/{split}_{arm}_seed{seed}.log",
    benchmark:
        "<benchmarks>/train_classifier/{split}_{arm}_seed{seed}.tsv"
    conda:
        "../../envs/tensorflow.yaml"
    threads: 1
    resources:
        **resource_requests("train_classifier"),
        gpu=1,
        gpu_slots=1,
    params:
        classes=lookup(dpath="{split}/classes", within=config["splits"]),
        arm=lookup(dpath="{arm}", within=ARMS),
        centre=lookup(dpath="beats/before", within=config),
        training=lookup(dpath="classifier/training", within=config),
    script:
        "../scripts/train_classifier.py"


# The only rule that reads test beats. A split without training beats uses classifiers of another split.
rule score_classifier:
    input:
        model=classifier_of,
        test="<results>/{split}/test.h5",
        code=sources("score_classifier"),
    output:
        metrics="<classifier>/metrics.json",
        predictions="<classifier>/predictions.h5",
    log:
        "<logs>/score_classifier/{split}_{arm}_seed{seed}.log",
    benchmark:
        "<benchmarks>/score_classifier/{split}_{arm}_seed{seed}.tsv"
    conda:
        "../../envs/tensorflow.yaml"
    threads: 1
    resources:
        **resource_requests("score_classifier"),
        gpu_slots=1,
    params:
        classes=classes,
        min_test_beats=lookup(dpath="comparison/min_test_beats", within=config),
    script:
        "../scripts/score_classifier.py"


rule tabulate_metrics:
    input:
        metrics=of_classifiers("metrics.json", SCORED_SPLITS),
        code=sources("tabulate_metrics"),
    output:
        **kept_tables("<results>/tables", "Arms", ("metrics_by_seed", "metrics_by_arm")),
    log:
        "<logs>/tabulate_metrics.log",
    benchmark:
        "<benchmarks>/tabulate_metrics.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("tabulate_metrics"),
    script:
        "../scripts/tabulate_metrics.py"


# The predictions of an arm's classifiers, counted by test record: small tables to keep after a run.
rule tabulate_records:
    input:
        predictions=of_classifiers("predictions.h5", arms=["{arm}"]),
        code=sources("tabulate_records"),
    output:
        records="<results>/parts/{split}_{arm}.csv",
        committees="<results>/parts/committees/{split}_{arm}.csv",
    log:
        "<logs>/tabulate_records/{split}_{arm}.log",
    benchmark:
        "<benchmarks>/tabulate_records/{split}_{arm}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("tabulate_records"),
    params:
        classes=classes,
        seeds_per_gan=lookup(dpath="classifier/seeds", within=config),
    script:
        "../scripts/tabulate_records.py"


# Intervals of the scores and differences of a split's arms, over seeds and over test records.
rule bootstrap_arms:
    input:
        records=expand("<results>/parts/{{split}}_{arm}.csv", arm=ARMS),
        code=sources("bootstrap_arms"),
    output:
        **kept_tables(
            "<results>/tables/{split}", "Arms", ("measures", "contrasts", "records", "without")
        ),
    log:
        "<logs>/bootstrap_arms/{split}.log",
    benchmark:
        "<benchmarks>/bootstrap_arms/{split}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("bootstrap_arms"),
    params:
        classes=classes,
        arms=ARMS,
        comparison=lookup(dpath="comparison", within=config),
    script:
        "../scripts/bootstrap_arms.py"
