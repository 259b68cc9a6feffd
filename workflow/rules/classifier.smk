rule train_network:
    input:
        train="<results>/{split}/train.h5",
        synthetic=synthetic_beats,
        choice=chosen_setting,
        code=sources("train_network"),
    output:
        model="<classifier>/model.h5",
        curve="<classifier>/curve.csv",
        training_set="<classifier>/training_set.json",
    log:
        "<logs>/train_network/{split}_{kind}_{arm}_seed{seed}.log",
    benchmark:
        "<benchmarks>/train_network/{split}_{kind}_{arm}_seed{seed}.tsv"
    wildcard_constraints:
        kind="|".join(targets.kinds_with(config, "network")),
    conda:
        "../../envs/tensorflow.yaml"
    threads: 1
    resources:
        **resource_requests("train_network"),
        gpu=1,
        gpu_slots=1,
    params:
        classes=classes,
        arm=lookup(dpath="{arm}", within=ARMS),
        centre=lookup(dpath="beats/before", within=config),
        sampling_rate=lookup(dpath="signal/sampling_rate", within=config),
        training=lookup(dpath="{kind}/network", within=KINDS),
    script:
        "../scripts/train_network.py"


rule train_estimator:
    input:
        train="<results>/{split}/train.h5",
        synthetic=synthetic_beats,
        choice=chosen_setting,
        code=sources_of_estimator("train_estimator"),
    output:
        model="<classifier>/model.skops",
        training_set="<classifier>/training_set.json",
    log:
        "<logs>/train_estimator/{split}_{kind}_{arm}_seed{seed}.log",
    benchmark:
        "<benchmarks>/train_estimator/{split}_{kind}_{arm}_seed{seed}.tsv"
    wildcard_constraints:
        kind="|".join(targets.kinds_with(config, "estimator")),
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("train_estimator"),
    params:
        classes=classes,
        arm=lookup(dpath="{arm}", within=ARMS),
        centre=lookup(dpath="beats/before", within=config),
        sampling_rate=lookup(dpath="signal/sampling_rate", within=config),
        kind=lookup(dpath="{kind}", within=KINDS),
    script:
        "../scripts/train_estimator.py"


# Only this rule and the next read test beats. A split without training beats uses the classifiers of another split.
rule score_network:
    input:
        model=scored_model("model.h5"),
        test="<results>/{split}/test.h5",
        code=sources("score_network"),
    output:
        metrics="<classifier>/metrics.json",
        predictions="<classifier>/predictions.h5",
    log:
        "<logs>/score_network/{split}_{kind}_{arm}_seed{seed}.log",
    benchmark:
        "<benchmarks>/score_network/{split}_{kind}_{arm}_seed{seed}.tsv"
    wildcard_constraints:
        kind="|".join(targets.kinds_with(config, "network")),
    conda:
        "../../envs/tensorflow.yaml"
    threads: 1
    resources:
        **resource_requests("score_network"),
        gpu_slots=1,
    params:
        classes=classes,
        min_test_beats=lookup(dpath="comparison/min_test_beats", within=config),
        centre=lookup(dpath="beats/before", within=config),
        sampling_rate=lookup(dpath="signal/sampling_rate", within=config),
    script:
        "../scripts/score_network.py"


rule score_estimator:
    input:
        model=scored_model("model.skops"),
        test="<results>/{split}/test.h5",
        code=sources_of_estimator("score_estimator"),
    output:
        metrics="<classifier>/metrics.json",
        predictions="<classifier>/predictions.h5",
    log:
        "<logs>/score_estimator/{split}_{kind}_{arm}_seed{seed}.log",
    benchmark:
        "<benchmarks>/score_estimator/{split}_{kind}_{arm}_seed{seed}.tsv"
    wildcard_constraints:
        kind="|".join(targets.kinds_with(config, "estimator")),
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("score_estimator"),
    params:
        classes=classes,
        centre=lookup(dpath="beats/before", within=config),
        sampling_rate=lookup(dpath="signal/sampling_rate", within=config),
        estimator=lookup(dpath="{kind}/estimator", within=KINDS),
        min_test_beats=lookup(dpath="comparison/min_test_beats", within=config),
    script:
        "../scripts/score_estimator.py"


# The probabilities of a committee are the mean of those of its members.
rule score_committee:
    input:
        members=member_predictions,
        code=sources("score_committee"),
    output:
        metrics="<classifier>/metrics.json",
        predictions="<classifier>/predictions.h5",
    log:
        "<logs>/score_committee/{split}_{kind}_{arm}_seed{seed}.log",
    benchmark:
        "<benchmarks>/score_committee/{split}_{kind}_{arm}_seed{seed}.tsv"
    wildcard_constraints:
        kind="|".join(targets.kinds_with(config, "members")),
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("score_committee"),
    params:
        classes=classes,
        min_test_beats=lookup(dpath="comparison/min_test_beats", within=config),
    script:
        "../scripts/score_committee.py"


rule tabulate_metrics:
    input:
        metrics=of_classifiers("metrics.json", SCORED_SPLITS, kinds=CLASSIFIERS),
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


# Compares the kinds of classifier on the first arm of the run. No report shows this table: it is a target of its own.
rule tabulate_kinds:
    input:
        folds=expand(
            "<results>/interpatient/choice/{kind}/{arm}.json",
            kind=CLASSIFIERS,
            arm=list(ARMS)[0],
        ),
        by_arm="<results>/tables/metrics_by_arm.csv",
        code=sources("tabulate_kinds"),
    output:
        "<results>/tables/kinds.csv",
    log:
        "<logs>/tabulate_kinds.log",
    benchmark:
        "<benchmarks>/tabulate_kinds.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("tabulate_kinds"),
    params:
        arm=list(ARMS)[0],
        classes=lookup(dpath="splits/interpatient/classes", within=config),
    script:
        "../scripts/tabulate_kinds.py"


# Counts the predictions of an arm's classifiers by test record: small tables to keep after a run.
rule tabulate_records:
    input:
        predictions=of_classifiers("predictions.h5", arms=["{arm}"]),
        code=sources("tabulate_records"),
    output:
        "<results>/parts/{kind}/{split}_{arm}.csv",
    log:
        "<logs>/tabulate_records/{split}_{kind}_{arm}.log",
    benchmark:
        "<benchmarks>/tabulate_records/{split}_{kind}_{arm}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("tabulate_records"),
    params:
        classes=classes,
        seeds_per_gan=lookup(dpath="classifier/seeds", within=config),
    script:
        "../scripts/tabulate_records.py"


# Confidence intervals of scores and of differences between arms, over seeds and over test records.
rule bootstrap_arms:
    input:
        records=expand("<results>/parts/{{kind}}/{{split}}_{arm}.csv", arm=ARMS),
        code=sources("bootstrap_arms"),
    output:
        **kept_tables(
            "<results>/tables/{split}/{kind}",
            "Arms",
            ("measures", "contrasts", "records", "without"),
        ),
    log:
        "<logs>/bootstrap_arms/{split}_{kind}.log",
    benchmark:
        "<benchmarks>/bootstrap_arms/{split}_{kind}.tsv"
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
