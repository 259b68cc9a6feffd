rule cut_beats:
    input:
        filtered="<results>/databases/{database}/filtered/{record}.h5",
        annotations=annotation_file,
        checksums=ancient(checksum_list),
        code=sources("cut_beats"),
    output:
        "<results>/databases/{database}/beats/{record}.h5",
    log:
        "<results>/logs/cut_beats/{database}_{record}.log",
    benchmark:
        "<results>/benchmarks/cut_beats/{database}_{record}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **needs("cut_beats"),
    params:
        patient=lambda wildcards: RECORDS[wildcards.database][wildcards.record]["patient"],
        symbols=lookup(dpath="databases/{database}/symbols", within=config),
        beats=lookup(dpath="beats", within=config),
    script:
        "../scripts/cut_beats.py"


rule merge_beats:
    input:
        beats=beats_of_records,
        code=sources("merge_beats"),
    output:
        "<results>/databases/{database}/beats.h5",
    log:
        "<results>/logs/merge_beats/{database}.log",
    benchmark:
        "<results>/benchmarks/merge_beats/{database}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **needs("merge_beats"),
    script:
        "../scripts/merge_beats.py"


rule split_interpatient:
    input:
        beats="<results>/databases/<database>/beats.h5",
        code=sources("split_interpatient"),
    output:
        train="<results>/interpatient/train.h5",
        test="<results>/interpatient/test.h5",
    log:
        "<results>/logs/split_interpatient.log",
    benchmark:
        "<results>/benchmarks/split_interpatient.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **needs("split_interpatient"),
    params:
        sides=sides(config["run"]["database"]),
        split=lookup(dpath="splits/interpatient", within=config, default=None),
    script:
        "../scripts/split_interpatient.py"


rule split_intrapatient:
    input:
        beats="<results>/databases/<database>/beats.h5",
        code=sources("split_intrapatient"),
    output:
        train="<results>/intrapatient/train.h5",
        test="<results>/intrapatient/test.h5",
    log:
        "<results>/logs/split_intrapatient.log",
    benchmark:
        "<results>/benchmarks/split_intrapatient.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **needs("split_intrapatient"),
    params:
        split=lookup(dpath="splits/intrapatient", within=config, default=None),
    script:
        "../scripts/split_intrapatient.py"


rule split_external:
    input:
        beats="<results>/databases/{database}/beats.h5",
        code=sources("split_external"),
    output:
        "<results>/external_{database}/test.h5",
    log:
        "<results>/logs/split_external/{database}.log",
    benchmark:
        "<results>/benchmarks/split_external/{database}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **needs("split_external"),
    params:
        sides=lambda wildcards: sides(wildcards.database),
        split=lookup(dpath="splits/interpatient", within=config, default=None),
    script:
        "../scripts/split_external.py"
