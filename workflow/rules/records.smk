rule simulate_database:
    input:
        code=sources("simulate_database"),
    output:
        checksums="<resources>/simulated_source/SHA256SUMS.txt",
    log:
        "<results>/logs/simulate_database.log",
    conda:
        "../../envs/signal.yaml"
    params:
        simulation=lookup(dpath="simulation", within=config, default=None),
    script:
        "../scripts/simulate_database.py"


rule fetch_record:
    input:
        checksums=config["database"]["checksums"],
        code=sources("fetch_record"),
    output:
        dat="<resources>/<database>/{record}.dat",
        hea="<resources>/<database>/{record}.hea",
        atr="<resources>/<database>/{record}.atr",
    log:
        "<results>/logs/fetch_record/{record}.log",
    conda:
        "../../envs/signal.yaml"
    params:
        url=lookup(dpath="database/url", within=config),
        attempts=lookup(dpath="database/attempts", within=config),
        timeout=lookup(dpath="database/timeout", within=config),
    script:
        "../scripts/fetch_record.py"


# What a record holds follows from the checksum list: fetched again from elsewhere, it is the same,
# and nothing that was made from it is out of date.
rule filter_record:
    input:
        dat=ancient("<resources>/<database>/{record}.dat"),
        hea=ancient("<resources>/<database>/{record}.hea"),
        checksums=config["database"]["checksums"],
        code=sources("filter_record"),
    output:
        "<results>/filtered/{record}.h5",
    log:
        "<results>/logs/filter_record/{record}.log",
    benchmark:
        "<results>/benchmarks/filter_record/{record}.tsv"
    conda:
        "../../envs/signal.yaml"
    params:
        sampling_rate=lookup(dpath="signal/sampling_rate", within=config),
        lead=lookup(dpath="signal/lead", within=config),
        filter=lookup(dpath="signal/filter", within=config),
        options=lookup(dpath=f"signal/filters/{config['signal']['filter']}", within=config),
    script:
        "../scripts/filter_record.py"
