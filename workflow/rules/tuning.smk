# Hyper-parameters are selected on folds of the training patients of interpatient, without test beats. intrapatient
# uses the same hyper-parameters.
rule split_fold:
    input:
        train="<results>/{split}/train.h5",
        code=sources("split_fold"),
    output:
        train="<results>/{split}_fold{fold}/train.h5",
        validation="<results>/{split}_fold{fold}/validation.h5",
    log:
        "<logs>/split_fold/{split}_fold{fold}.log",
    benchmark:
        "<benchmarks>/split_fold/{split}_fold{fold}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("split_fold"),
    params:
        folds=lookup(dpath="tuning/folds", within=config),
    script:
        "../scripts/split_fold.py"


rule validate_network:
    input:
        train="<results>/{split}_fold{fold}/train.h5",
        validation="<results>/{split}_fold{fold}/validation.h5",
        synthetic=lambda wildcards: beats_of_arm(
            f"{wildcards.split}_fold{wildcards.fold}",
            wildcards.arm,
            range(config["tuning"]["gan_seeds"]),
        ),
        code=sources("validate_network"),
    output:
        "<results>/{split}_fold{fold}/tries/{kind}/{arm}.h5",
    log:
        "<logs>/validate_network/{split}_fold{fold}_{kind}_{arm}.log",
    benchmark:
        "<benchmarks>/validate_network/{split}_fold{fold}_{kind}_{arm}.tsv"
    wildcard_constraints:
        kind="|".join(targets.kinds_with(config, "network")),
    conda:
        "../../envs/tensorflow.yaml"
    threads: 1
    resources:
        **resource_requests("validate_network"),
        gpu=1,
        gpu_slots=1,
    params:
        classes=classes,
        arm=lookup(dpath="{arm}", within=ARMS),
        runs=lookup(dpath="tuning/runs", within=config),
        centre=lookup(dpath="beats/before", within=config),
        sampling_rate=lookup(dpath="signal/sampling_rate", within=config),
        training=lookup(dpath="{kind}/network", within=KINDS),
    script:
        "../scripts/validate_network.py"


rule validate_estimator:
    input:
        train="<results>/{split}_fold{fold}/train.h5",
        validation="<results>/{split}_fold{fold}/validation.h5",
        synthetic=lambda wildcards: beats_of_arm(
            f"{wildcards.split}_fold{wildcards.fold}",
            wildcards.arm,
            range(config["tuning"]["gan_seeds"]),
        ),
        code=sources_of_estimator("validate_estimator"),
    output:
        "<results>/{split}_fold{fold}/tries/{kind}/{arm}.h5",
    log:
        "<logs>/validate_estimator/{split}_fold{fold}_{kind}_{arm}.log",
    benchmark:
        "<benchmarks>/validate_estimator/{split}_fold{fold}_{kind}_{arm}.tsv"
    wildcard_constraints:
        kind="|".join(targets.kinds_with(config, "estimator")),
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("validate_estimator"),
    params:
        classes=classes,
        arm=lookup(dpath="{arm}", within=ARMS),
        runs=lookup(dpath="tuning/runs", within=config),
        centre=lookup(dpath="beats/before", within=config),
        sampling_rate=lookup(dpath="signal/sampling_rate", within=config),
        kind=lookup(dpath="{kind}", within=KINDS),
    script:
        "../scripts/validate_estimator.py"


rule select_setting:
    input:
        trials=expand(
            "<results>/{{split}}_fold{fold}/tries/{{kind}}/{{arm}}.h5",
            fold=FOLDS,
        ),
        code=sources("select_setting"),
    output:
        "<results>/{split}/choice/{kind}/{arm}.json",
    log:
        "<logs>/select_setting/{split}_{kind}_{arm}.log",
    benchmark:
        "<benchmarks>/select_setting/{split}_{kind}_{arm}.tsv"
    wildcard_constraints:
        kind="|".join(targets.trained_kinds(config, KINDS)),
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("select_setting"),
    params:
        classes=classes,
        arm=lookup(dpath="{arm}", within=ARMS),
        min_test_beats=lookup(dpath="comparison/min_test_beats", within=config),
    script:
        "../scripts/select_setting.py"


# Each member uses the settings that were selected with it.
rule score_folds_of_committee:
    input:
        trials=lambda wildcards: expand(
            "<results>/{{split}}_fold{fold}/tries/{member}/{{arm}}.h5",
            member=KINDS[wildcards.kind]["members"],
            fold=FOLDS,
        ),
        choices=lambda wildcards: expand(
            "<results>/{{split}}/choice/{member}/{{arm}}.json",
            member=KINDS[wildcards.kind]["members"],
        ),
        code=sources("score_folds_of_committee"),
    output:
        "<results>/{split}/choice/{kind}/{arm}.json",
    log:
        "<logs>/score_folds_of_committee/{split}_{kind}_{arm}.log",
    benchmark:
        "<benchmarks>/score_folds_of_committee/{split}_{kind}_{arm}.tsv"
    wildcard_constraints:
        kind="|".join(targets.kinds_with(config, "members")),
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("score_folds_of_committee"),
    params:
        classes=classes,
        arm=lookup(dpath="{arm}", within=ARMS),
        min_test_beats=lookup(dpath="comparison/min_test_beats", within=config),
    script:
        "../scripts/score_folds_of_committee.py"
