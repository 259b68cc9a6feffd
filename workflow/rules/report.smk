# All that is known of a split's GANs: a table, and their beats of every milestone.
rule gather_gans:
    input:
        train="<results>/{split}/train.h5",
        choices=on_split(of_gans, "<results>/{split}/gan/{model}/seed{seed}/milestones_{cls}.json"),
        milestones=on_split(
            of_gans, "<results>/{split}/gan/{model}/seed{seed}/gan_{cls}_epoch{epoch}.h5"
        ),
        screens=on_split(
            of_screens, "<results>/{split}/gan/{model}/seed{seed}/screen_{screen}_{cls}.json"
        ),
        code=sources("gather_gans"),
    output:
        **kept_tables("<results>/tables/{split}", "GANs", ["gans"]),
        explorer="<results>/{split}/explorer.json",
    log:
        "<results>/logs/gather_gans/{split}.log",
    benchmark:
        "<results>/benchmarks/gather_gans/{split}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **needs("gather_gans"),
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
        "<results>/logs/draw_dag.log",
    benchmark:
        "<results>/benchmarks/draw_dag.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **needs("draw_dag"),
    params:
        plan=plan_file(),
        # The plan is no input, since it is of the run itself; it follows from the configuration.
        config=config,
    script:
        "../scripts/draw_dag.py"


rule render_report:
    input:
        dag="<results>/figures/dag.svg",
        beats=expand("<results>/databases/{database}/beats.h5", database=DATABASES),
        by_arm="<results>/tables/metrics_by_arm.csv",
        measures=expand("<results>/tables/{split}/measures.csv", split=scored_splits()),
        contrasts=expand("<results>/tables/{split}/contrasts.csv", split=scored_splits()),
        records=expand("<results>/tables/{split}/records.csv", split=scored_splits()),
        without=expand("<results>/tables/{split}/without.csv", split=scored_splits()),
        tuned=expand("<results>/interpatient/choice/{arm}.json", arm=tuned_gan_arms()),
        metrics=of_classifiers("<results>/{split}/classifier/{arm}/seed{seed}/metrics.json"),
        training_sets=of_trained("<results>/{split}/classifier/{arm}/seed{seed}/training_set.json"),
        gans=if_gans("<results>/tables/{split}/gans.csv"),
        explorers=if_gans("<results>/{split}/explorer.json"),
        quality=of_gans("<results>/parts/quality/{split}_{model}.csv"),
        figures=[
            *expand(
                "<results>/figures/{split}/{figure}.svg",
                split=scored_splits(),
                figure=["scores", "differences", "confusions", "strip"],
            ),
            *expand("<results>/figures/{split}/curves.svg", split=config["run"]["splits"]),
            *if_gans("<results>/figures/{split}/quality.svg"),
            *if_gans("<results>/figures/{split}/map.svg"),
            *of_gans("<results>/figures/{split}/{model}_{cls}_beats.svg"),
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
        "<results>/logs/render_report.log",
    benchmark:
        "<results>/benchmarks/render_report.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **needs("render_report"),
    params:
        config=config,
    script:
        "../scripts/render_report.py"
