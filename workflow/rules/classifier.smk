rule train_classifier:
    input:
        train="<results>/{split}/train.h5",
        synthetic=synthetic_beats,
        choice=chosen_setting,
        code=sources("train_classifier"),
    output:
        model="<results>/{split}/classifier/{arm}/seed{seed}/model.h5",
        curve="<results>/{split}/classifier/{arm}/seed{seed}/curve.csv",
        training_set="<results>/{split}/classifier/{arm}/seed{seed}/training_set.json",
    log:
        "<results>/logs/train_classifier/{split}_{arm}_seed{seed}.log",
    benchmark:
        "<results>/benchmarks/train_classifier/{split}_{arm}_seed{seed}.tsv"
    conda:
        "../../envs/tensorflow.yaml"
    threads: 1
    resources:
        **needs("train_classifier"),
        gpu=1,
        gpu_slots=1,
    params:
        classes=lookup(dpath="splits/{split}/classes", within=config),
        arm=lookup(dpath="arms/{arm}", within=config),
        centre=lookup(dpath="beats/before", within=config),
        training=lookup(dpath="classifier/training", within=config),
    script:
        "../scripts/train_classifier.py"


# The only rule that reads test beats. A split that is all test has its classifiers from another.
rule score_classifier:
    input:
        model=classifier_of,
        test="<results>/{split}/test.h5",
        code=sources("score_classifier"),
    output:
        metrics="<results>/{split}/classifier/{arm}/seed{seed}/metrics.json",
        predictions="<results>/{split}/classifier/{arm}/seed{seed}/predictions.h5",
    log:
        "<results>/logs/score_classifier/{split}_{arm}_seed{seed}.log",
    benchmark:
        "<results>/benchmarks/score_classifier/{split}_{arm}_seed{seed}.tsv"
    conda:
        "../../envs/tensorflow.yaml"
    threads: 1
    resources:
        **needs("score_classifier"),
        gpu_slots=1,
    params:
        classes=lambda wildcards: classes(wildcards.split),
    script:
        "../scripts/score_classifier.py"


rule compare_arms:
    input:
        metrics=of_classifiers("<results>/{split}/classifier/{arm}/seed{seed}/metrics.json"),
        code=sources("compare_arms"),
    output:
        **kept_tables("<results>/tables", "Arms", ("metrics_by_seed", "metrics_by_arm")),
    log:
        "<results>/logs/compare_arms.log",
    benchmark:
        "<results>/benchmarks/compare_arms.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **needs("compare_arms"),
    script:
        "../scripts/compare_arms.py"


# What the classifiers of an arm made of each test record: small tables that outlast a run.
rule tabulate_records:
    input:
        predictions=expand(
            "<results>/{{split}}/classifier/{{arm}}/seed{seed}/predictions.h5",
            seed=classifier_seeds(),
        ),
        code=sources("tabulate_records"),
    output:
        records="<results>/parts/{split}_{arm}.csv",
        committees="<results>/parts/committees/{split}_{arm}.csv",
    log:
        "<results>/logs/tabulate_records/{split}_{arm}.log",
    benchmark:
        "<results>/benchmarks/tabulate_records/{split}_{arm}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **needs("tabulate_records"),
    params:
        classes=lambda wildcards: classes(wildcards.split),
        seeds_per_gan=lookup(dpath="classifier/seeds", within=config),
    script:
        "../scripts/tabulate_records.py"


# How sure scores and differences of a split's arms are, over seeds and over test records.
rule resample_arms:
    input:
        records=expand("<results>/parts/{{split}}_{arm}.csv", arm=config["run"]["arms"]),
        code=sources("resample_arms"),
    output:
        **kept_tables(
            "<results>/tables/{split}", "Arms", ("measures", "contrasts", "records", "without")
        ),
    log:
        "<results>/logs/resample_arms/{split}.log",
    benchmark:
        "<results>/benchmarks/resample_arms/{split}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **needs("resample_arms"),
    params:
        classes=lambda wildcards: classes(wildcards.split),
        arms=run_arms(config),
        comparison=lookup(dpath="comparison", within=config),
    script:
        "../scripts/resample_arms.py"
