rule cut_beats:
    input:
        filtered="<results>/filtered/{record}.h5",
        atr="<resources>/<database>/{record}.atr",
        code=sources("cut_beats"),
    output:
        "<results>/beats/{record}.h5",
    log:
        "<results>/logs/cut_beats/{record}.log",
    benchmark:
        "<results>/benchmarks/cut_beats/{record}.tsv"
    conda:
        "../../envs/signal.yaml"
    params:
        patient=lambda wildcards: RECORDS[wildcards.record]["patient"],
        beats=lookup(dpath="beats", within=config),
    script:
        "../scripts/cut_beats.py"


rule merge_beats:
    input:
        beats=expand("<results>/beats/{record}.h5", record=RECORDS),
        code=sources("merge_beats"),
    output:
        "<results>/beats.h5",
    log:
        "<results>/logs/merge_beats.log",
    benchmark:
        "<results>/benchmarks/merge_beats.tsv"
    conda:
        "../../envs/signal.yaml"
    script:
        "../scripts/merge_beats.py"


rule split_interpatient:
    input:
        beats="<results>/beats.h5",
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
    params:
        sides={record: row["split"] for record, row in RECORDS.items()},
        split=lookup(dpath="splits/interpatient", within=config, default=None),
    script:
        "../scripts/split_interpatient.py"


rule split_intrapatient:
    input:
        beats="<results>/beats.h5",
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
    params:
        split=lookup(dpath="splits/intrapatient", within=config, default=None),
    script:
        "../scripts/split_intrapatient.py"
