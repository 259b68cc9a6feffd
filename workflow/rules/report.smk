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


rule draw_dag:
    input:
        captions=captions(["dag"]),
        code=sources("draw_dag"),
    output:
        **kept_figures("<results>/figures/", ["dag"], "Run", {}),
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
        # The plan is no input, since it is of the run itself; it follows from the configuration.
        config=config,
    script:
        "../scripts/draw_dag.py"


rule render_report:
    input:
        dag="<results>/figures/dag.svg",
        beats=expand("<results>/databases/{database}/beats.h5", database=DATABASES),
        by_arm="<results>/tables/metrics_by_arm.csv",
        measures=expand("<results>/tables/{split}/measures.csv", split=SCORED_SPLITS),
        contrasts=expand("<results>/tables/{split}/contrasts.csv", split=SCORED_SPLITS),
        records=expand("<results>/tables/{split}/records.csv", split=SCORED_SPLITS),
        without=expand("<results>/tables/{split}/without.csv", split=SCORED_SPLITS),
        tuned=expand("<results>/interpatient/choice/{arm}.json", arm=targets.tuned_gan_arms(config)),
        metrics=of_classifiers("metrics.json", SCORED_SPLITS),
        training_sets=of_classifiers("training_set.json", config["run"]["splits"]),
        gans=of_all_gans("<results>/tables/{split}/gans.csv"),
        explorers=of_all_gans("<results>/{split}/explorer.json"),
        quality=of_all_gans("<results>/parts/quality/{split}_{model}.csv"),
        figures=[
            *expand(
                "<results>/figures/{split}/{figure}.svg",
                split=SCORED_SPLITS,
                figure=["scores", "differences", "confusions", "strip"],
            ),
            *expand("<results>/figures/{split}/curves.svg", split=config["run"]["splits"]),
            *of_all_gans("<results>/figures/{split}/quality.svg"),
            *of_all_gans("<results>/figures/{split}/map.svg"),
            *of_all_gans("<results>/figures/{split}/{model}_{cls}_beats.svg"),
        ],
        captions=captions(["metrics_by_arm", "contrasts", "records", "without", "gans", "quality"]),
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
