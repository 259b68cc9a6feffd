from evenbeat.study.parts import list_part_files, list_part_splits


# From the parts that are kept; the run that made them need not be there.
rule write_study:
    input:
        parts=list_part_files(config["study"]["folder"]),
        code=sources("write_study"),
    output:
        page="docs/study.md",
        arms="docs/study/tables/arms.csv",
        scores="docs/study/tables/scores.csv",
        contrasts="docs/study/tables/contrasts.csv",
        committees="docs/study/tables/committees.csv",
        committee_contrasts="docs/study/tables/committee_contrasts.csv",
        without="docs/study/tables/without.csv",
        contrasts_without="docs/study/tables/contrasts_without.csv",
        records="docs/study/tables/records.csv",
        false_calls="docs/study/tables/false_calls.csv",
        quality="docs/study/tables/quality.csv",
        quality_aims="docs/study/tables/quality_aims.csv",
        figures=expand(
            "docs/study/{kind}_{split}.svg",
            split=list_part_splits(config["study"]["folder"]),
            kind=("differences", "scores"),
        ),
    log:
        "<logs>/write_study.log",
    benchmark:
        "<benchmarks>/write_study.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("write_study"),
    params:
        study=lookup(dpath="study", within=config),
        comparison=lookup(dpath="comparison", within=config),
        arms=lookup(dpath="run/arms", within=config),
        planned={split: config["run"]["arms"] for split in config["run"]["splits"]},
    script:
        "../scripts/write_study.py"
