rule train_gan:
    input:
        train="<results>/{split}/train.h5",
        held_out="<results>/{split}/held_out.h5",
        previous=previous_checkpoint,
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
        **resource_requests("train_gan"),
        gpu=1,
        gpu_slots=1,
    params:
        training=lookup(dpath="{model}/training", within=MODELS, default={}),
        own_module=own_module,
        epochs=lambda wildcards: targets.checkpoint_epochs(config, wildcards).step,
        sample=lookup(dpath="gan/fixed_latents", within=config),
    script:
        "../scripts/train_gan.py"


# Makes the checkpoint of one class from a network of all classes, which is trained as class "all".
rule condition_gan:
    input:
        shared="<gan>/gan_all_epoch{epoch}.h5",
        code=sources_of_model("condition_gan"),
    output:
        "<gan>/gan_{cls}_epoch{epoch}.h5",
    log:
        "<logs>/condition_gan/{split}_{model}_seed{seed}_{cls}_epoch{epoch}.log",
    benchmark:
        "<benchmarks>/condition_gan/{split}_{model}_seed{seed}_{cls}_epoch{epoch}.tsv"
    wildcard_constraints:
        model="|".join(OF_ALL_CLASSES),
        cls="[NSVFQ]",
    conda:
        "../../envs/tensorflow.yaml"
    threads: 1
    resources:
        **resource_requests("condition_gan"),
        gpu_slots=1,
    params:
        own_module=own_module,
        sample=lookup(dpath="gan/fixed_latents", within=config),
    script:
        "../scripts/condition_gan.py"


ruleorder: condition_gan > train_gan


rule select_checkpoint:
    input:
        train="<results>/{split}/train.h5",
        held_out="<results>/{split}/held_out.h5",
        checkpoints=of_gans("<gan>/gan_{cls}_epoch{epoch}.h5"),
        code=sources("select_checkpoint"),
    output:
        "<gan>/milestones_{cls}.json",
    log:
        "<logs>/select_checkpoint/{split}_{model}_seed{seed}_{cls}.log",
    benchmark:
        "<benchmarks>/select_checkpoint/{split}_{model}_seed{seed}_{cls}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("select_checkpoint"),
    params:
        most=lookup(dpath="gan/selection/max_beats", within=config),
    script:
        "../scripts/select_checkpoint.py"


rule synthesize_beats:
    input:
        train="<results>/{split}/train.h5",
        checkpoints=of_gans("<gan>/gan_{cls}_epoch{epoch}.h5"),
        choice="<gan>/milestones_{cls}.json",
        code=sources_of_model("synthesize_beats"),
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
        **resource_requests("synthesize_beats"),
        gpu_slots=1,
    params:
        own_module=own_module,
        amount=lambda wildcards: targets.largest_gan_amount(config),
        pool=lookup(dpath="gan/pool_factor", within=config),
    script:
        "../scripts/synthesize_beats.py"


# Finds the origin of each synthetic beat. A separate rule, so that a change of it does not generate the beats again.
rule trace_synthetic:
    input:
        train="<results>/{split}/train.h5",
        held_out="<results>/{split}/held_out.h5",
        choice="<gan>/milestones_{cls}.json",
        synthetic="<gan>/synthetic_{cls}.npy",
        code=sources("trace_synthetic"),
    output:
        "<gan>/origin_{cls}.csv",
    log:
        "<logs>/trace_synthetic/{split}_{model}_seed{seed}_{cls}.log",
    benchmark:
        "<benchmarks>/trace_synthetic/{split}_{model}_seed{seed}_{cls}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("trace_synthetic"),
    script:
        "../scripts/trace_synthetic.py"
