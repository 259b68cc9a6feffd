rule train_gan:
    input:
        train="<results>/{split}/train.h5",
        previous=previous_milestone,
        code=sources_of_model("train_gan"),
    output:
        "<results>/{split}/gan/{model}/seed{seed}/gan_{cls}_epoch{epoch}.h5",
    log:
        "<results>/logs/train_gan/{split}_{model}_seed{seed}_{cls}_epoch{epoch}.log",
    benchmark:
        "<results>/benchmarks/train_gan/{split}_{model}_seed{seed}_{cls}_epoch{epoch}.tsv"
    conda:
        "../../envs/tensorflow.yaml"
    threads: 1
    resources:
        **needs("train_gan"),
        gpu=1,
        gpu_slots=1,
    params:
        training=lookup(dpath="gan/models/{model}/training", within=config),
        epochs=lambda wildcards: epochs(wildcards).step,
        held_out=lookup(dpath="gan/held_out", within=config),
        sample=lookup(dpath="gan/sample", within=config),
    script:
        "../scripts/train_gan.py"


# Of a GAN that makes all classes, trained as class "all", the milestone of one of them.
rule specialise_gan:
    input:
        shared="<results>/{split}/gan/{model}/seed{seed}/gan_all_epoch{epoch}.h5",
        code=sources_of_model("specialise_gan"),
    output:
        "<results>/{split}/gan/{model}/seed{seed}/gan_{cls}_epoch{epoch}.h5",
    log:
        "<results>/logs/specialise_gan/{split}_{model}_seed{seed}_{cls}_epoch{epoch}.log",
    benchmark:
        "<results>/benchmarks/specialise_gan/{split}_{model}_seed{seed}_{cls}_epoch{epoch}.tsv"
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
        milestones=milestones,
        code=sources("choose_milestone"),
    output:
        "<results>/{split}/gan/{model}/seed{seed}/milestones_{cls}.json",
    log:
        "<results>/logs/choose_milestone/{split}_{model}_seed{seed}_{cls}.log",
    benchmark:
        "<results>/benchmarks/choose_milestone/{split}_{model}_seed{seed}_{cls}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **needs("choose_milestone"),
    params:
        held_out=lookup(dpath="gan/held_out", within=config),
        most=lookup(dpath="gan/choice/most", within=config),
    script:
        "../scripts/choose_milestone.py"


rule synthesize_beats:
    input:
        train="<results>/{split}/train.h5",
        milestones=milestones,
        choice="<results>/{split}/gan/{model}/seed{seed}/milestones_{cls}.json",
        code=sources("synthesize_beats"),
    output:
        "<results>/{split}/gan/{model}/seed{seed}/synthetic_{cls}.npy",
    log:
        "<results>/logs/synthesize_beats/{split}_{model}_seed{seed}_{cls}.log",
    benchmark:
        "<results>/benchmarks/synthesize_beats/{split}_{model}_seed{seed}_{cls}.tsv"
    conda:
        "../../envs/tensorflow.yaml"
    threads: 1
    resources:
        **needs("synthesize_beats"),
        gpu_slots=1,
    params:
        amount=largest_gan_amount,
        pool=lookup(dpath="gan/pool", within=config),
    script:
        "../scripts/synthesize_beats.py"
