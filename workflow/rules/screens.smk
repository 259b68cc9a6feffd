# A screen scores the synthetic beats of a class and keeps those that reach its threshold.
rule screen_by_discriminator:
    input:
        checkpoints=of_gans("<gan>/gan_{cls}_epoch{epoch}.h5"),
        choice="<gan>/milestones_{cls}.json",
        synthetic="<gan>/synthetic_{cls}.npy",
        counts="<gan>/synthetic_{cls}.json",
        code=sources_of_model("screen_by_discriminator"),
    output:
        screened="<gan>/screened_discriminator_{cls}.npy",
        summary="<gan>/screen_discriminator_{cls}.json",
    log:
        "<logs>/screen_by_discriminator/{split}_{model}_seed{seed}_{cls}.log",
    benchmark:
        "<benchmarks>/screen_by_discriminator/{split}_{model}_seed{seed}_{cls}.tsv"
    conda:
        "../../envs/tensorflow.yaml"
    threads: 1
    resources:
        **resource_requests("screen_by_discriminator"),
        gpu_slots=1,
    params:
        own_module=own_module,
        threshold=lookup(dpath="gan/screens/discriminator", within=config),
    script:
        "../scripts/screen_by_discriminator.py"


# A reference classifier of real beats, for screens and quality measures. The one of a fold is not trained on the
# patients of this fold.
rule train_reference_classifier:
    input:
        train="<results>/{split}/train.h5",
        code=sources("train_reference_classifier"),
    output:
        "<results>/{split}/checker.h5",
    log:
        "<logs>/train_reference_classifier/{split}.log",
    benchmark:
        "<benchmarks>/train_reference_classifier/{split}.tsv"
    conda:
        "../../envs/tensorflow.yaml"
    threads: 1
    resources:
        **resource_requests("train_reference_classifier"),
        gpu=1,
        gpu_slots=1,
    params:
        classes=classes,
        centre=lookup(dpath="beats/before", within=config),
        sampling_rate=lookup(dpath="signal/sampling_rate", within=config),
        training=lookup(dpath="classifier/kinds/cnn/network", within=config),
    script:
        "../scripts/train_reference_classifier.py"


rule screen_by_label:
    input:
        folds=expand("<results>/{{split}}_fold{fold}/train.h5", fold=FOLDS),
        reference_classifiers=expand("<results>/{{split}}_fold{fold}/checker.h5", fold=FOLDS),
        synthetic="<gan>/synthetic_{cls}.npy",
        counts="<gan>/synthetic_{cls}.json",
        code=sources("screen_by_label"),
    output:
        screened="<gan>/screened_label_{cls}.npy",
        summary="<gan>/screen_label_{cls}.json",
    log:
        "<logs>/screen_by_label/{split}_{model}_seed{seed}_{cls}.log",
    benchmark:
        "<benchmarks>/screen_by_label/{split}_{model}_seed{seed}_{cls}.tsv"
    conda:
        "../../envs/tensorflow.yaml"
    threads: 1
    resources:
        **resource_requests("screen_by_label"),
        gpu_slots=1,
    params:
        classes=classes,
        threshold=lookup(dpath="gan/screens/label", within=config),
        centre=lookup(dpath="beats/before", within=config),
        sampling_rate=lookup(dpath="signal/sampling_rate", within=config),
    script:
        "../scripts/screen_by_label.py"


rule screen_by_distance:
    input:
        train="<results>/{split}/train.h5",
        held_out="<results>/{split}/held_out.h5",
        synthetic="<gan>/synthetic_{cls}.npy",
        counts="<gan>/synthetic_{cls}.json",
        code=sources("screen_by_distance"),
    output:
        screened="<gan>/screened_distance_{cls}.npy",
        summary="<gan>/screen_distance_{cls}.json",
    log:
        "<logs>/screen_by_distance/{split}_{model}_seed{seed}_{cls}.log",
    benchmark:
        "<benchmarks>/screen_by_distance/{split}_{model}_seed{seed}_{cls}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("screen_by_distance"),
    params:
        threshold=lookup(dpath="gan/screens/distance", within=config),
    script:
        "../scripts/screen_by_distance.py"


# The control of a screen: as many beats as the screen kept, drawn at random.
rule sample_control:
    input:
        synthetic="<gan>/synthetic_{cls}.npy",
        summary="<gan>/screen_{screen}_{cls}.json",
        code=sources("sample_control"),
    output:
        "<gan>/control_{screen}_{cls}.npy",
    log:
        "<logs>/sample_control/{split}_{model}_seed{seed}_{screen}_{cls}.log",
    benchmark:
        "<benchmarks>/sample_control/{split}_{model}_seed{seed}_{screen}_{cls}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("sample_control"),
    script:
        "../scripts/sample_control.py"
