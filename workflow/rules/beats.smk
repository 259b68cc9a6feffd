rule segment_beats:
    input:
        filtered="<database_results>/filtered",
        annotations=of_records("<resources>/{database}/{record}.{annotator}"),
        headers=of_records("<resources>/{database}/{record}.hea"),
        checksums=ancient(kept_list),
        code=sources("segment_beats"),
    output:
        "<database_results>/beats.h5",
    log:
        "<logs>/segment_beats/{database}.log",
    benchmark:
        "<benchmarks>/segment_beats/{database}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("segment_beats"),
    params:
        patients=patients,
        described=description,
        beats=lookup(dpath="beats", within=config),
    script:
        "../scripts/segment_beats.py"


rule split_interpatient:
    input:
        beats=expand("<results>/databases/{database}/beats.h5", database=OWN),
        code=sources("split_interpatient"),
    output:
        train="<results>/interpatient/train.h5",
        test="<results>/interpatient/test.h5",
    log:
        "<logs>/split_interpatient.log",
    benchmark:
        "<benchmarks>/split_interpatient.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("split_interpatient"),
    params:
        sides=sides(OWN),
        shared=shared_patients(OWN),
        split=lookup(dpath="splits/interpatient", within=config, default=None),
    script:
        "../scripts/split_interpatient.py"


rule split_intrapatient:
    input:
        beats=expand("<results>/databases/{database}/beats.h5", database=OWN),
        code=sources("split_intrapatient"),
    output:
        train="<results>/intrapatient/train.h5",
        test="<results>/intrapatient/test.h5",
    log:
        "<logs>/split_intrapatient.log",
    benchmark:
        "<benchmarks>/split_intrapatient.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("split_intrapatient"),
    params:
        split=lookup(dpath="splits/intrapatient", within=config, default=None),
    script:
        "../scripts/split_intrapatient.py"


rule split_external:
    input:
        beats="<database_results>/beats.h5",
        code=sources("split_external"),
    output:
        "<results>/external_{database}/test.h5",
    log:
        "<logs>/split_external/{database}.log",
    benchmark:
        "<benchmarks>/split_external/{database}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("split_external"),
    params:
        sides=lambda wildcards: sides([wildcards.database]),
        split=lookup(dpath="splits/interpatient", within=config, default=None),
    script:
        "../scripts/split_external.py"


# The test beats of one database, if several have some. The classifiers that all databases trained are scored on them.
rule split_database:
    input:
        test="<results>/interpatient/test.h5",
        code=sources("split_database"),
    output:
        "<results>/interpatient_{database}/test.h5",
    log:
        "<logs>/split_database/{database}.log",
    benchmark:
        "<benchmarks>/split_database/{database}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("split_database"),
    script:
        "../scripts/split_database.py"


# The training beats that no GAN is trained on. They select checkpoints and measure quality.
rule hold_out_beats:
    input:
        train="<results>/{split}/train.h5",
        code=sources("hold_out_beats"),
    output:
        "<results>/{split}/held_out.h5",
    log:
        "<logs>/hold_out_beats/{split}.log",
    benchmark:
        "<benchmarks>/hold_out_beats/{split}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("hold_out_beats"),
    params:
        held_out=lookup(dpath="gan/held_out", within=config),
    script:
        "../scripts/hold_out_beats.py"
