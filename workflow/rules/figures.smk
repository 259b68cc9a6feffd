# Every figure is written as SVG and PNG, with its caption, for the report.
rule draw_arms:
    input:
        by_seed="<results>/tables/metrics_by_seed.csv",
        measures="<results>/tables/{split}/{kind}/measures.csv",
        contrasts="<results>/tables/{split}/{kind}/contrasts.csv",
        metrics=of_classifiers("metrics.json"),
        captions=captions(["scores", "differences", "confusions"]),
        code=sources("draw_arms"),
    output:
        **kept_figures(
            "<results>/figures/{split}/{kind}/",
            ["scores", "differences", "confusions"],
            "Arms",
            {"split": "{split}", "kind": "{kind}"},
            page=["scores", "differences"],
        ),
    log:
        "<logs>/draw_arms/{split}_{kind}.log",
    benchmark:
        "<benchmarks>/draw_arms/{split}_{kind}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("draw_arms"),
    params:
        classes=classes,
        arms=ARMS,
        min_test_beats=lookup(dpath="comparison/min_test_beats", within=config),
    script:
        "../scripts/draw_arms.py"


rule draw_curves:
    input:
        curves=of_classifiers("curve.csv"),
        captions=captions(["curves"]),
        code=sources("draw_curves"),
    output:
        **kept_figures(
            "<results>/figures/{split}/{kind}/",
            ["curves"],
            "Training",
            {"split": "{split}", "kind": "{kind}"},
            page=["curves"],
        ),
    log:
        "<logs>/draw_curves/{split}_{kind}.log",
    benchmark:
        "<benchmarks>/draw_curves/{split}_{kind}.tsv"
    wildcard_constraints:
        kind="|".join(targets.kinds_with(config, "network")),
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("draw_curves"),
    params:
        arms=ARMS,
    script:
        "../scripts/draw_curves.py"


# The strip shows the predictions of the first kind of classifier of the run.
rule draw_strip:
    input:
        filtered=signals_of_split,
        predictions=expand(
            "<results>/{{split}}/classifier/{kind}/{arm}/seed0/predictions.h5",
            kind=CLASSIFIERS[0],
            arm=ARMS,
        ),
        captions=captions(["strip"]),
        code=sources("draw_strip"),
    output:
        **kept_figures(
            "<results>/figures/{split}/",
            ["strip"],
            "Records",
            {"split": "{split}"},
            page=["strip"],
        ),
    log:
        "<logs>/draw_strip/{split}.log",
    benchmark:
        "<benchmarks>/draw_strip/{split}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("draw_strip"),
    params:
        classes=classes,
        arms=lookup(dpath="run/arms", within=config),
        kind=CLASSIFIERS[0],
    script:
        "../scripts/draw_strip.py"


# The training of the GANs of a class, all seeds, and beats of the first GAN that was trained.
rule draw_gan:
    input:
        train="<results>/{split}/train.h5",
        choices=of_gans("<gan>/milestones_{cls}.json"),
        checkpoints=of_gans("<gan>/gan_{cls}_epoch{epoch}.h5"),
        synthetic=of_gans("<gan>/synthetic_{cls}.npy"),
        captions=captions(["training", "beats", "learning"]),
        code=sources("draw_gan"),
    output:
        **kept_figures(
            "<results>/figures/{split}/{model}_{cls}_",
            ["training", "beats", "learning"],
            "GANs",
            {"split": "{split}", "model": "{model}", "class": "{cls}"},
            page=["beats"],
        ),
    log:
        "<logs>/draw_gan/{split}_{model}_{cls}.log",
    benchmark:
        "<benchmarks>/draw_gan/{split}_{model}_{cls}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("draw_gan"),
    params:
        before=lookup(dpath="beats/before", within=config),
    script:
        "../scripts/draw_gan.py"


rule draw_quality:
    input:
        quality=of_gans("<results>/parts/quality/{split}_{model}.csv"),
        map="<results>/tables/{split}/map.csv",
        captions=captions(["quality", "map"]),
        code=sources("draw_quality"),
    output:
        **kept_figures(
            "<results>/figures/{split}/",
            ["quality", "map"],
            "GANs",
            {"split": "{split}"},
            page=["map"],
        ),
    log:
        "<logs>/draw_quality/{split}.log",
    benchmark:
        "<benchmarks>/draw_quality/{split}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("draw_quality"),
    script:
        "../scripts/draw_quality.py"
