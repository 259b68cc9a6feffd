# The study: a run makes its parts; its pages are made from the parts that are kept.
from evenbeat.study.findings import list_beds

STUDY = config["study"]
# Kinds of classifier and arms of the parts: all arms with the kinds of the run, and some arms with weakened kinds.
STUDY_ARMS = [(kind, arm) for kind in CLASSIFIERS for arm in ARMS] + [
    (kind, arm) for kind in STUDY["weakened"]["kinds"] for arm in STUDY["weakened"]["arms"]
]
BETWEEN_PATIENTS = list_beds(STUDY, between_patients=True)
STUDY_PARTS = [
    *(
        f"{kind}/{split}_{arm}.csv"
        for kind, arm in STUDY_ARMS
        for split in (list_beds(STUDY) if kind in CLASSIFIERS else BETWEEN_PATIENTS)
    ),
    *expand("scores/{kind}/{split}_{arm}.csv", kind=CLASSIFIERS, split=list_beds(STUDY), arm=ARMS),
    *expand(
        "quality/{split}_{model}.csv",
        split=config["run"]["splits"],
        model=targets.gan_models(config),
    ),
]


# The scores of each classifier of an arm.
rule tabulate_scores:
    input:
        metrics=of_classifiers("metrics.json", arms=["{arm}"]),
        code=sources("tabulate_scores"),
    output:
        "<results>/parts/scores/{kind}/{split}_{arm}.csv",
    log:
        "<logs>/tabulate_scores/{split}_{kind}_{arm}.log",
    benchmark:
        "<benchmarks>/tabulate_scores/{split}_{kind}_{arm}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("tabulate_scores"),
    script:
        "../scripts/tabulate_scores.py"


# The scores of all tuned settings on the folds.
rule tabulate_folds:
    input:
        choices=[f"<results>/interpatient/choice/{kind}/{arm}.json" for kind, arm in STUDY_ARMS],
        code=sources("tabulate_folds"),
    output:
        "<results>/parts/folds.csv",
    log:
        "<logs>/tabulate_folds.log",
    benchmark:
        "<benchmarks>/tabulate_folds.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("tabulate_folds"),
    params:
        places=STUDY_ARMS,
        arms=ARMS,
        classes=lookup(dpath="splits/interpatient/classes", within=config),
    script:
        "../scripts/tabulate_folds.py"


# Everything that a run makes. Copy its parts into the folder of the study to keep them.
rule study:
    input:
        expand("<results>/parts/{part}", part=STUDY_PARTS),
        "<results>/parts/folds.csv",


rule write_study:
    input:
        parts=expand(f"{STUDY['folder']}/parts/{{part}}", part=STUDY_PARTS),
        folds=f"{STUDY['folder']}/parts/folds.csv",
        code=sources("write_study"),
    output:
        page="docs/study.md",
        pages=expand(
            "docs/study/{page}.md",
            page=[*(bed["page"] for bed in STUDY["beds"].values()), "quality", "methods"],
        ),
        tables=expand(
            "docs/study/tables/{table}.csv",
            table=("scores", "differences", "without", "records", "changes", "strength"),
        ),
        figures=expand("docs/study/{figure}.svg", figure=("differences", "strength")),
    log:
        "<logs>/write_study.log",
    benchmark:
        "<benchmarks>/write_study.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("write_study"),
    params:
        config=config,
    script:
        "../scripts/write_study.py"
