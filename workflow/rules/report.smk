rule draw_scores:
    input:
        by_seed="<results>/tables/metrics_by_seed.csv",
        code=sources("draw_scores"),
    output:
        report(
            "<results>/figures/scores_{split}.svg",
            category="Comparison",
            labels={"split": "{split}"},
            caption="../report/scores.rst",
        ),
    log:
        "<results>/logs/draw_scores/{split}.log",
    conda:
        "../../envs/signal.yaml"
    params:
        classes=lambda wildcards: classes(wildcards.split),
    script:
        "../scripts/draw_scores.py"


rule render_report:
    input:
        beats=expand("<results>/databases/{database}/beats.h5", database=DATABASES),
        train=expand("<results>/{split}/train.h5", split=config["run"]["splits"]),
        by_seed="<results>/tables/metrics_by_seed.csv",
        by_arm="<results>/tables/metrics_by_arm.csv",
        metrics=of_classifiers("<results>/{split}/classifier/{arm}/seed{seed}/metrics.json"),
        curves=of_trained("<results>/{split}/classifier/{arm}/seed{seed}/curve.csv"),
        training_sets=of_trained("<results>/{split}/classifier/{arm}/seed{seed}/training_set.json"),
        choices=of_gans("<results>/{split}/gan/{model}/seed{seed}/milestones_{cls}.json"),
        milestones=of_gans("<results>/{split}/gan/{model}/seed{seed}/gan_{cls}_epoch{epoch}.h5"),
        synthetic=of_gans("<results>/{split}/gan/{model}/seed{seed}/synthetic_{cls}.npy"),
        screens=of_screens("<results>/{split}/gan/{model}/seed{seed}/screen_{screen}_{cls}.json"),
        template=project_file("workflow/report/report.html.j2"),
        code=sources("render_report"),
    output:
        report("<results>/report.html", category="Report", caption="../report/report.rst"),
    log:
        "<results>/logs/render_report.log",
    conda:
        "../../envs/signal.yaml"
    params:
        config=config,
    script:
        "../scripts/render_report.py"
