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
        "<results>/parts/quality/{split}_{model}.csv",
    log:
        "<results>/logs/tabulate_quality/{split}_{model}.log",
    conda:
        "../../envs/signal.yaml"
    params:
        gans=gans_of_model,
    script:
        "../scripts/tabulate_quality.py"
