# The description of a part of the study (an arm on a split, with a kind of classifier), kept beside the
# tables of its records. A committee has none: its members have the training sets and the settings.
rule describe_part:
    input:
        metrics=of_classifiers("metrics.json", arms=["{arm}"]),
        training_sets=of_classifiers("training_set.json", arms=["{arm}"]),
        choice="<results>/interpatient/choice/{kind}/{arm}.json",
        code=sources("describe_part"),
    output:
        "<results>/parts/{kind}/{split}_{arm}.json",
    log:
        "<logs>/describe_part/{split}_{kind}_{arm}.log",
    benchmark:
        "<benchmarks>/describe_part/{split}_{kind}_{arm}.tsv"
    wildcard_constraints:
        kind="|".join(targets.trained_kinds(config, KINDS)),
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("describe_part"),
    params:
        classes=classes,
        arm=lookup(dpath="{arm}", within=ARMS),
    script:
        "../scripts/describe_part.py"


# All parts of the run's arms and splits. Copy the parts of one kind of classifier, which are to be kept,
# into docs/study.
rule study:
    input:
        expand(
            "<results>/parts/{kind}/{split}_{arm}.csv",
            kind=CLASSIFIERS,
            split=config["run"]["splits"],
            arm=ARMS,
        ),
        expand(
            "<results>/parts/{kind}/{split}_{arm}.json",
            kind=[kind for kind in CLASSIFIERS if "members" not in KINDS[kind]],
            split=config["run"]["splits"],
            arm=ARMS,
        ),
        expand(
            "<results>/parts/{kind}/committees/{split}_{arm}.csv",
            kind=CLASSIFIERS,
            split=config["run"]["splits"],
            arm=ARMS,
        ),
        of_all_gans("<results>/parts/quality/{split}_{model}.csv"),
