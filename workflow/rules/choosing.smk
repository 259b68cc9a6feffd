# Hyper-parameters are selected by folds of the training patients of interpatient: no test beat of it is
# read here. What is selected serves intrapatient too.
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
        **needs("split_fold"),
    params:
        folds=lookup(dpath="choosing/folds", within=config),
    script:
        "../scripts/split_fold.py"


rule try_arm:
    input:
        train="<results>/{split}_fold{fold}/train.h5",
        validation="<results>/{split}_fold{fold}/validation.h5",
        synthetic=lambda wildcards: beats_of_arm(
            f"{wildcards.split}_fold{wildcards.fold}",
            wildcards.arm,
            range(config["choosing"]["gan_seeds"]),
        ),
        code=sources("try_arm"),
    output:
        "<results>/{split}_fold{fold}/tries/{arm}.h5",
    log:
        "<logs>/try_arm/{split}_fold{fold}_{arm}.log",
    benchmark:
        "<benchmarks>/try_arm/{split}_fold{fold}_{arm}.tsv"
    conda:
        "../../envs/tensorflow.yaml"
    threads: 1
    resources:
        **needs("try_arm"),
        gpu=1,
        gpu_slots=1,
    params:
        classes=classes,
        arm=lookup(dpath="arms/{arm}", within=config),
        runs=lookup(dpath="choosing/runs", within=config),
        centre=lookup(dpath="beats/before", within=config),
        training=lookup(dpath="classifier/training", within=config),
    script:
        "../scripts/try_arm.py"


rule choose_setting:
    input:
        tries=expand(
            "<results>/{{split}}_fold{fold}/tries/{{arm}}.h5",
            fold=FOLDS,
        ),
        code=sources("choose_setting"),
    output:
        "<results>/{split}/choice/{arm}.json",
    log:
        "<logs>/choose_setting/{split}_{arm}.log",
    benchmark:
        "<benchmarks>/choose_setting/{split}_{arm}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **needs("choose_setting"),
    params:
        classes=classes,
        arm=lookup(dpath="arms/{arm}", within=config),
    script:
        "../scripts/choose_setting.py"
