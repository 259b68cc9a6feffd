rule simulate_database:
    input:
        code=sources("simulate_database"),
    output:
        checksums="resources/simulated_source/SHA256SUMS.txt",
        records=expand(
            "resources/simulated_source/{record}.{suffix}",
            record=config.get("simulation", {}).get("patients", []),
            suffix=["dat", "hea", "atr"],
        ),
    log:
        "<results>/logs/simulate_database.log",
    conda:
        "../../envs/signal.yaml"
    params:
        simulation=lookup(dpath="simulation", within=config, default=None),
    script:
        "../scripts/simulate_database.py"


# What a record holds follows from the checksum list alone: fetched from elsewhere, or by other code,
# it is the same. So where it comes from is not tracked, and nothing but the list makes it anew.
rule fetch_record:
    input:
        checksums=config["database"]["checksums"],
    output:
        dat=update("<resources>/<database>/{record}.dat"),
        hea=update("<resources>/<database>/{record}.hea"),
        atr=update("<resources>/<database>/{record}.atr"),
    log:
        "<results>/logs/fetch_record/{record}.log",
    conda:
        "../../envs/signal.yaml"
    script:
        "../scripts/fetch_record.py"


rule filter_record:
    input:
        dat="<resources>/<database>/{record}.dat",
        hea="<resources>/<database>/{record}.hea",
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
