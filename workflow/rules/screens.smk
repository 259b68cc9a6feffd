# A screen scores the synthetic beats of a class and keeps those from its threshold on.
rule screen_by_discriminator:
    input:
        train="<results>/{split}/train.h5",
        milestones=milestones,
        choice="<results>/{split}/gan/{model}/seed{seed}/milestones_{cls}.json",
        synthetic="<results>/{split}/gan/{model}/seed{seed}/synthetic_{cls}.npy",
        code=sources_of_model("screen_by_discriminator"),
    output:
        screened="<results>/{split}/gan/{model}/seed{seed}/screened_discriminator_{cls}.npy",
        summary="<results>/{split}/gan/{model}/seed{seed}/screen_discriminator_{cls}.json",
    log:
        "<results>/logs/screen_by_discriminator/{split}_{model}_seed{seed}_{cls}.log",
    benchmark:
        "<results>/benchmarks/screen_by_discriminator/{split}_{model}_seed{seed}_{cls}.tsv"
    conda:
        "../../envs/tensorflow.yaml"
    threads: 1
    resources:
        **needs("screen_by_discriminator"),
        gpu_slots=1,
    params:
        threshold=lookup(dpath="gan/screens/discriminator", within=config),
        amount=largest_gan_amount,
    script:
        "../scripts/screen_by_discriminator.py"


# A classifier of real beats by which synthetic ones are judged. That of a fold has not seen the
# fold's patients.
rule train_checker:
    input:
        train="<results>/{split}/train.h5",
        code=sources("train_checker"),
    output:
        "<results>/{split}/checker.h5",
    log:
        "<results>/logs/train_checker/{split}.log",
    benchmark:
        "<results>/benchmarks/train_checker/{split}.tsv"
    conda:
        "../../envs/tensorflow.yaml"
    threads: 1
    resources:
        **needs("train_checker"),
        gpu=1,
        gpu_slots=1,
    params:
        classes=lambda wildcards: classes(wildcards.split),
        centre=lookup(dpath="beats/before", within=config),
        training=lookup(dpath="classifier/training", within=config),
    script:
        "../scripts/train_checker.py"


# Two screens in one, since both ask the same classifiers: what they recognise, and what they do not.
rule screen_by_label:
    input:
        train="<results>/{split}/train.h5",
        folds=expand(
            "<results>/{{split}}_fold{fold}/train.h5", fold=range(config["choosing"]["folds"])
        ),
        checkers=expand(
            "<results>/{{split}}_fold{fold}/checker.h5", fold=range(config["choosing"]["folds"])
        ),
        synthetic="<results>/{split}/gan/{model}/seed{seed}/synthetic_{cls}.npy",
        code=sources("screen_by_label"),
    output:
        label="<results>/{split}/gan/{model}/seed{seed}/screened_label_{cls}.npy",
        label_summary="<results>/{split}/gan/{model}/seed{seed}/screen_label_{cls}.json",
        boundary="<results>/{split}/gan/{model}/seed{seed}/screened_boundary_{cls}.npy",
        boundary_summary="<results>/{split}/gan/{model}/seed{seed}/screen_boundary_{cls}.json",
    log:
        "<results>/logs/screen_by_label/{split}_{model}_seed{seed}_{cls}.log",
    benchmark:
        "<results>/benchmarks/screen_by_label/{split}_{model}_seed{seed}_{cls}.tsv"
    conda:
        "../../envs/tensorflow.yaml"
    threads: 1
    resources:
        **needs("screen_by_label"),
        gpu_slots=1,
    params:
        classes=lambda wildcards: classes(wildcards.split),
        label=lookup(dpath="gan/screens/label", within=config),
        boundary=lookup(dpath="gan/screens/boundary", within=config),
        amount=largest_gan_amount,
    script:
        "../scripts/screen_by_label.py"


rule screen_by_distance:
    input:
        train="<results>/{split}/train.h5",
        synthetic="<results>/{split}/gan/{model}/seed{seed}/synthetic_{cls}.npy",
        code=sources("screen_by_distance"),
    output:
        screened="<results>/{split}/gan/{model}/seed{seed}/screened_distance_{cls}.npy",
        summary="<results>/{split}/gan/{model}/seed{seed}/screen_distance_{cls}.json",
    log:
        "<results>/logs/screen_by_distance/{split}_{model}_seed{seed}_{cls}.log",
    benchmark:
        "<results>/benchmarks/screen_by_distance/{split}_{model}_seed{seed}_{cls}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **needs("screen_by_distance"),
    params:
        held_out=lookup(dpath="gan/held_out", within=config),
        threshold=lookup(dpath="gan/screens/distance", within=config),
        amount=largest_gan_amount,
    script:
        "../scripts/screen_by_distance.py"


# Where training beats are of the same patients as those that are to be recognised.
rule screen_by_patient:
    input:
        train="<results>/{split}/train.h5",
        synthetic="<results>/{split}/gan/{model}/seed{seed}/synthetic_{cls}.npy",
        code=sources("screen_by_patient"),
    output:
        screened="<results>/{split}/gan/{model}/seed{seed}/screened_patient_{cls}.npy",
        summary="<results>/{split}/gan/{model}/seed{seed}/screen_patient_{cls}.json",
    log:
        "<results>/logs/screen_by_patient/{split}_{model}_seed{seed}_{cls}.log",
    benchmark:
        "<results>/benchmarks/screen_by_patient/{split}_{model}_seed{seed}_{cls}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **needs("screen_by_patient"),
    params:
        threshold=lookup(dpath="gan/screens/patient", within=config),
        amount=largest_gan_amount,
    script:
        "../scripts/screen_by_patient.py"


# As many beats as a screen kept, drawn at random.
rule draw_control:
    input:
        synthetic="<results>/{split}/gan/{model}/seed{seed}/synthetic_{cls}.npy",
        summary="<results>/{split}/gan/{model}/seed{seed}/screen_{screen}_{cls}.json",
        code=sources("draw_control"),
    output:
        "<results>/{split}/gan/{model}/seed{seed}/control_{screen}_{cls}.npy",
    log:
        "<results>/logs/draw_control/{split}_{model}_seed{seed}_{screen}_{cls}.log",
    benchmark:
        "<results>/benchmarks/draw_control/{split}_{model}_seed{seed}_{screen}_{cls}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **needs("draw_control"),
    script:
        "../scripts/draw_control.py"
