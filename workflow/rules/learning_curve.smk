# Each draw trains on some of the training patients. It leaves out one fold of the patients of one database, and scores
# this fold and the test beats.
rule split_patients:
    input:
        train="<results>/interpatient/train.h5",
        code=sources("split_patients"),
    output:
        "<results>/patients{patients}_draw{draw}/train.h5",
    log:
        "<logs>/split_patients/patients{patients}_draw{draw}.log",
    benchmark:
        "<benchmarks>/split_patients/patients{patients}_draw{draw}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("split_patients"),
    params:
        curve=lookup(dpath="learning_curve", within=config),
        classes=lookup(dpath="splits/interpatient/classes", within=config),
    script:
        "../scripts/split_patients.py"


rule leave_out_patients:
    input:
        train="<results>/interpatient/train.h5",
        test="<results>/interpatient/test.h5",
        code=sources("leave_out_patients"),
    output:
        "<results>/patients{patients}_draw{draw}/test.h5",
    log:
        "<logs>/leave_out_patients/patients{patients}_draw{draw}.log",
    benchmark:
        "<benchmarks>/leave_out_patients/patients{patients}_draw{draw}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("leave_out_patients"),
    params:
        curve=lookup(dpath="learning_curve", within=config),
    script:
        "../scripts/leave_out_patients.py"


rule score_patients:
    input:
        parts=expand(
            "<results>/parts/{kind}/{split}_{arm}.csv",
            kind=CLASSIFIERS,
            split=[*splits.draw_splits(config), "interpatient"],
            arm=ARMS,
        ),
        train="<results>/interpatient/train.h5",
        code=sources("score_patients"),
    output:
        scores="<results>/tables/patients_by_draw.csv",
        summary="<results>/tables/patients.csv",
        worth="<results>/tables/patients_worth.csv",
    log:
        "<logs>/score_patients.log",
    benchmark:
        "<benchmarks>/score_patients.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("score_patients"),
    params:
        classes=lookup(dpath="splits/interpatient/classes", within=config),
        draws=splits.draw_splits(config),
        curve=lookup(dpath="learning_curve", within=config),
        baseline=baseline_arm(config),
    script:
        "../scripts/score_patients.py"


rule draw_patients:
    input:
        summary="<results>/tables/patients.csv",
        worth="<results>/tables/patients_worth.csv",
        captions=captions(["patients"]),
        code=sources("draw_patients"),
    output:
        **kept_figures("<results>/figures/", ["patients"], "Patients", {}, page=["patients"]),
    log:
        "<logs>/draw_patients.log",
    benchmark:
        "<benchmarks>/draw_patients.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("draw_patients"),
    params:
        arms=list(ARMS),
    script:
        "../scripts/draw_patients.py"
