# Compares the synthetic beats of a class with real beats: every measure, and its value for real beats.
rule measure_quality:
    input:
        train="<results>/{split}/train.h5",
        held_out="<results>/{split}/held_out.h5",
        reference_classifier="<results>/{split}/checker.h5",
        synthetic="<gan>/synthetic_{cls}.npy",
        code=sources("measure_quality"),
    output:
        "<gan>/quality_{cls}.json",
    log:
        "<logs>/measure_quality/{split}_{model}_seed{seed}_{cls}.log",
    benchmark:
        "<benchmarks>/measure_quality/{split}_{model}_seed{seed}_{cls}.tsv"
    conda:
        "../../envs/tensorflow.yaml"
    threads: 1
    resources:
        **resource_requests("measure_quality"),
        gpu_slots=1,
    params:
        most=lookup(dpath="gan/selection/max_beats", within=config),
        centre=lookup(dpath="beats/before", within=config),
        sampling_rate=lookup(dpath="signal/sampling_rate", within=config),
    script:
        "../scripts/measure_quality.py"


# All GANs of a model on a split: a small table to keep in docs/study.
rule tabulate_quality:
    input:
        quality=lambda wildcards: targets.fill_path(
            config, f"{GAN}/quality_{{cls}}.json", gans_by_seed(wildcards)
        ),
        code=sources("tabulate_quality"),
    output:
        report(
            "<results>/parts/quality/{split}_{model}.csv",
            caption="../report/gan_quality.rst",
            category="GANs",
            labels={"table": "quality", "split": "{split}", "model": "{model}"},
        ),
    log:
        "<logs>/tabulate_quality/{split}_{model}.log",
    benchmark:
        "<benchmarks>/tabulate_quality/{split}_{model}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("tabulate_quality"),
    params:
        gans=lambda wildcards: [
            {"seed": gan.seed, "class": gan.cls} for gan in gans_by_seed(wildcards)
        ],
    script:
        "../scripts/tabulate_quality.py"


# A map of training beats and of beats of the first GANs of each model, in the feature space of a classifier.
rule map_beats:
    input:
        train="<results>/{split}/train.h5",
        reference_classifier="<results>/{split}/checker.h5",
        synthetic=of_gans("<results>/{split}/gan/{model}/seed0/synthetic_{cls}.npy"),
        code=sources("map_beats"),
    output:
        **kept_tables("<results>/tables/{split}", "GANs", ["map"]),
    log:
        "<logs>/map_beats/{split}.log",
    benchmark:
        "<benchmarks>/map_beats/{split}.tsv"
    conda:
        "../../envs/tensorflow.yaml"
    threads: 1
    resources:
        **resource_requests("map_beats"),
        gpu_slots=1,
    params:
        gans=lambda wildcards: [(gan.model, gan.cls) for gan in gans(wildcards) if gan.seed == 0],
        centre=lookup(dpath="beats/before", within=config),
        sampling_rate=lookup(dpath="signal/sampling_rate", within=config),
    script:
        "../scripts/map_beats.py"
