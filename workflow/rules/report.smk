# The history of a split's GANs: a table, and their beats of every checkpoint.
rule gather_gans:
    input:
        train="<results>/{split}/train.h5",
        choices=of_gans("<gan>/milestones_{cls}.json"),
        checkpoints=of_gans("<gan>/gan_{cls}_epoch{epoch}.h5"),
        screens=screen_summaries,
        code=sources("gather_gans"),
    output:
        **kept_tables("<results>/tables/{split}", "GANs", ["gans"]),
        explorer="<results>/{split}/explorer.json",
    log:
        "<logs>/gather_gans/{split}.log",
    benchmark:
        "<benchmarks>/gather_gans/{split}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("gather_gans"),
    params:
        before=lookup(dpath="beats/before", within=config),
    script:
        "../scripts/gather_gans.py"


# Which features separate which classes, on training beats.
rule rank_features:
    input:
        train="<results>/{split}/train.h5",
        code=sources("rank_features"),
    output:
        **kept_tables("<results>/tables/{split}", "Classifiers", ["features"]),
    log:
        "<logs>/rank_features/{split}.log",
    benchmark:
        "<benchmarks>/rank_features/{split}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("rank_features"),
    params:
        classes=classes,
    script:
        "../scripts/rank_features.py"


rule draw_dag:
    input:
        captions=captions(["dag"]),
        code=sources("draw_dag"),
    output:
        **kept_figures("<results>/figures/", ["dag"], "Run", {}, page=["dag"]),
    log:
        "<logs>/draw_dag.log",
    benchmark:
        "<benchmarks>/draw_dag.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("draw_dag"),
    params:
        plan=PLAN,
        # The plan is not an input, because this run writes it. It depends only on the configuration.
        config=config,
    script:
        "../scripts/draw_dag.py"


# Only networks have training curves, and only on splits with training beats.
TRAINED_NETWORKS = {
    "splits": config["run"]["splits"],
    "kinds": [kind for kind in CLASSIFIERS if "network" in KINDS[kind]],
}


# Only config/patients.yaml draws patients.
LEARNING_CURVE = (
    ["<results>/figures/patients.svg", "<results>/tables/patients_worth.csv"]
    if "learning_curve" in config
    else []
)


PAGE_FIGURES = [
    *of_kinds("<results>/figures/{split}/{kind}/scores.svg"),
    *of_kinds("<results>/figures/{split}/{kind}/differences.svg"),
    *of_kinds("<results>/figures/{split}/{kind}/curves.svg", **TRAINED_NETWORKS),
    *expand("<results>/figures/{split}/strip.svg", split=SCORED_SPLITS),
    *of_all_gans("<results>/figures/{split}/map.svg"),
    *of_all_gans("<results>/figures/{split}/{model}_{cls}_beats.svg"),
]


rule render_report:
    input:
        dag="<results>/figures/dag.svg",
        beats=expand("<results>/databases/{database}/beats.h5", database=DATABASES),
        by_arm="<results>/tables/metrics_by_arm.csv",
        measures=of_kinds("<results>/tables/{split}/{kind}/measures.csv"),
        contrasts=of_kinds("<results>/tables/{split}/{kind}/contrasts.csv"),
        records=of_kinds("<results>/tables/{split}/{kind}/records.csv"),
        without=of_kinds("<results>/tables/{split}/{kind}/without.csv"),
        tuned=expand(
            "<results>/interpatient/choice/{kind}/{arm}.json",
            kind=targets.trained_kinds(config, CLASSIFIERS),
            arm=targets.tuned_gan_arms(config),
        ),
        metrics=of_classifiers("metrics.json", SCORED_SPLITS, kinds=CLASSIFIERS),
        training_sets=of_classifiers(
            "training_set.json",
            config["run"]["splits"],
            kinds=targets.trained_kinds(config, CLASSIFIERS),
        ),
        features=expand("<results>/tables/{split}/features.csv", split=config["run"]["splits"]),
        gans=of_all_gans("<results>/tables/{split}/gans.csv"),
        explorers=of_all_gans("<results>/{split}/explorer.json"),
        quality=of_all_gans("<results>/parts/quality/{split}_{model}.csv"),
        learning_curve=LEARNING_CURVE,
        # The report does not show them. They are for users of the synthetic beats.
        origins=of_all_gans(f"{GAN}/origin_{{cls}}.csv"),
        figures=PAGE_FIGURES,
        narrow_figures=[
            f"{path.removesuffix('.svg')}_narrow.svg"
            for path in ["<results>/figures/dag.svg", *PAGE_FIGURES, *LEARNING_CURVE[:1]]
        ],
        # The page shows the same numbers as tables: these are for whoever takes a figure further.
        more_figures=[
            *of_kinds("<results>/figures/{split}/{kind}/confusions.svg"),
            *of_all_gans("<results>/figures/{split}/quality.svg"),
        ],
        captions=captions(
            [
                "metrics_by_arm",
                "contrasts",
                "records",
                "without",
                "gans",
                "features",
                "published",
            ]
        ),
        published=project_file("workflow/report/published.csv"),
        page=[
            project_file("workflow/report/report.html.j2"),
            project_file("workflow/report/report.css"),
            project_file("workflow/report/report.js"),
        ],
        code=sources("render_report"),
    output:
        report("<results>/report.html", category="Report", caption="../report/report.rst"),
    log:
        "<logs>/render_report.log",
    benchmark:
        "<benchmarks>/render_report.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("render_report"),
    params:
        config=config,
    script:
        "../scripts/render_report.py"
