# Hyper-parameters are selected on folds of the training patients of interpatient, without its test
# beats. The selected ones also serve intrapatient.
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


rule validate_settings:
    input:
        train="<results>/{split}_fold{fold}/train.h5",
        validation="<results>/{split}_fold{fold}/validation.h5",
        synthetic=lambda wildcards: beats_of_arm(
            f"{wildcards.split}_fold{wildcards.fold}",
            wildcards.arm,
            range(config["tuning"]["gan_seeds"]),
        ),
        code=sources("validate_settings"),
    output:
        "<results>/{split}_fold{fold}/tries/{arm}.h5",
    log:
        "<logs>/validate_settings/{split}_fold{fold}_{arm}.log",
    benchmark:
        "<benchmarks>/validate_settings/{split}_fold{fold}_{arm}.tsv"
    conda:
        "../../envs/tensorflow.yaml"
    threads: 1
    resources:
        **resource_requests("validate_settings"),
        gpu=1,
        gpu_slots=1,
    params:
        classes=classes,
        arm=lookup(dpath="{arm}", within=ARMS),
        runs=lookup(dpath="tuning/runs", within=config),
        centre=lookup(dpath="beats/before", within=config),
        training=lookup(dpath="classifier/training", within=config),
    script:
        "../scripts/validate_settings.py"


rule select_setting:
    input:
        trials=expand(
            "<results>/{{split}}_fold{fold}/tries/{{arm}}.h5",
            fold=FOLDS,
        ),
        code=sources("select_setting"),
    output:
        "<results>/{split}/choice/{arm}.json",
    log:
        "<logs>/select_setting/{split}_{arm}.log",
    benchmark:
        "<benchmarks>/select_setting/{split}_{arm}.tsv"
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
