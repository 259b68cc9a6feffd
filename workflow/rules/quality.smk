# How a class's synthetic beats compare with real ones: every measure beside what real beats reach.
rule measure_quality:
    input:
        train="<results>/{split}/train.h5",
        checker="<results>/{split}/checker.h5",
        synthetic="<results>/{split}/gan/{model}/seed{seed}/synthetic_{cls}.npy",
        code=sources("measure_quality"),
    output:
        "<results>/{split}/gan/{model}/seed{seed}/quality_{cls}.json",
    log:
        "<results>/logs/measure_quality/{split}_{model}_seed{seed}_{cls}.log",
    benchmark:
        "<results>/benchmarks/measure_quality/{split}_{model}_seed{seed}_{cls}.tsv"
    conda:
        "../../envs/tensorflow.yaml"
    threads: 1
    resources:
        **needs("measure_quality"),
        gpu_slots=1,
    params:
        held_out=lookup(dpath="gan/held_out", within=config),
        most=lookup(dpath="gan/choice/most", within=config),
    script:
        "../scripts/measure_quality.py"


# All GANs of a model on a split: a small table to be kept under docs/study.
rule tabulate_quality:
    input:
        quality=lambda wildcards: [
            "<results>/{split}/gan/{model}/seed{seed}/quality_{class}.json".format(
                **wildcards, **gan
            )
            for gan in gans_of_model(wildcards)
        ],
        code=sources("tabulate_quality"),
    output:
        report(
            "<results>/parts/quality/{split}_{model}.csv",
            caption="../report/gan_quality.rst",
            category="GANs",
            labels={"table": "quality", "split": "{split}", "model": "{model}"},
        ),
    log:
        "<results>/logs/tabulate_quality/{split}_{model}.log",
    benchmark:
        "<results>/benchmarks/tabulate_quality/{split}_{model}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **needs("tabulate_quality"),
    params:
        gans=gans_of_model,
    script:
        "../scripts/tabulate_quality.py"


# Where the beats of each model's first GANs lie among training beats, as a classifier sees them.
rule map_beats:
    input:
        train="<results>/{split}/train.h5",
        checker="<results>/{split}/checker.h5",
        synthetic=on_split(of_gans, "<results>/{split}/gan/{model}/seed0/synthetic_{cls}.npy"),
        code=sources("map_beats"),
    output:
        **kept_tables("<results>/tables/{split}", "GANs", ["map"]),
    log:
        "<results>/logs/map_beats/{split}.log",
    benchmark:
        "<results>/benchmarks/map_beats/{split}.tsv"
    conda:
        "../../envs/tensorflow.yaml"
    threads: 1
    resources:
        **needs("map_beats"),
        gpu_slots=1,
    params:
        gans=first_gans,
    script:
        "../scripts/map_beats.py"
