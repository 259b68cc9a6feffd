def previous_milestone(wildcards):
    """Name the checkpoint that a stage of the training starts from; none for the first."""
    before = int(wildcards.epoch) - targets.checkpoint_epochs(config, wildcards).step
    return [f"<gan>/gan_{{cls}}_epoch{before}.h5"] if before else []


rule train_gan:
    input:
        train="<results>/{split}/train.h5",
        held_out="<results>/{split}/held_out.h5",
        previous=previous_milestone,
        code=sources_of_model("train_gan"),
    output:
        "<gan>/gan_{cls}_epoch{epoch}.h5",
    log:
        "<logs>/train_gan/{split}_{model}_seed{seed}_{cls}_epoch{epoch}.log",
    benchmark:
        "<benchmarks>/train_gan/{split}_{model}_seed{seed}_{cls}_epoch{epoch}.tsv"
    conda:
        "../../envs/tensorflow.yaml"
    threads: 1
    resources:
        **needs("train_gan"),
        gpu=1,
        gpu_slots=1,
    params:
        training=lookup(dpath="gan/models/{model}/training", within=config),
        epochs=lambda wildcards: targets.checkpoint_epochs(config, wildcards).step,
        sample=lookup(dpath="gan/sample", within=config),
    script:
        "../scripts/train_gan.py"


# The checkpoint of one class, from a GAN for all classes, which is trained as class "all".
rule specialise_gan:
    input:
        shared="<gan>/gan_all_epoch{epoch}.h5",
        code=sources_of_model("specialise_gan"),
    output:
        "<gan>/gan_{cls}_epoch{epoch}.h5",
    log:
        "<logs>/specialise_gan/{split}_{model}_seed{seed}_{cls}_epoch{epoch}.log",
    benchmark:
        "<benchmarks>/specialise_gan/{split}_{model}_seed{seed}_{cls}_epoch{epoch}.tsv"
    wildcard_constraints:
        model="transfer",
        cls="[NSVFQ]",
    conda:
        "../../envs/tensorflow.yaml"
    threads: 1
    resources:
        **needs("specialise_gan"),
        gpu_slots=1,
    params:
        sample=lookup(dpath="gan/sample", within=config),
    script:
        "../scripts/specialise_gan.py"


ruleorder: specialise_gan > train_gan


rule choose_milestone:
    input:
        train="<results>/{split}/train.h5",
        held_out="<results>/{split}/held_out.h5",
        milestones=of_gans("<gan>/gan_{cls}_epoch{epoch}.h5"),
        code=sources("choose_milestone"),
    output:
        "<gan>/milestones_{cls}.json",
    log:
        "<logs>/choose_milestone/{split}_{model}_seed{seed}_{cls}.log",
    benchmark:
        "<benchmarks>/choose_milestone/{split}_{model}_seed{seed}_{cls}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **needs("choose_milestone"),
    params:
        most=lookup(dpath="gan/choice/most", within=config),
    script:
        "../scripts/choose_milestone.py"


rule synthesize_beats:
    input:
        train="<results>/{split}/train.h5",
        milestones=of_gans("<gan>/gan_{cls}_epoch{epoch}.h5"),
        choice="<gan>/milestones_{cls}.json",
        code=sources("synthesize_beats"),
    output:
        beats="<gan>/synthetic_{cls}.npy",
        counts="<gan>/synthetic_{cls}.json",
    log:
        "<logs>/synthesize_beats/{split}_{model}_seed{seed}_{cls}.log",
    benchmark:
        "<benchmarks>/synthesize_beats/{split}_{model}_seed{seed}_{cls}.tsv"
    conda:
        "../../envs/tensorflow.yaml"
    threads: 1
    resources:
        **needs("synthesize_beats"),
        gpu_slots=1,
    params:
        amount=lambda wildcards: targets.largest_gan_amount(config),
        pool=lookup(dpath="gan/pool", within=config),
    script:
        "../scripts/synthesize_beats.py"
