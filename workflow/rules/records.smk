# The simulated databases by name, and their folder.
SIMULATIONS = config.get("simulation", {})
SIMULATED = "resources/simulated_source"


rule simulate_database:
    input:
        code=sources("simulate_database"),
    output:
        checksums=[f"{SIMULATED}/{name}/SHA256SUMS.txt" for name in SIMULATIONS],
        records=[
            f"{SIMULATED}/{name}/{record}.{suffix}"
            for name, simulation in SIMULATIONS.items()
            for record in simulation["patients"]
            for suffix in ("dat", "hea", "atr")
        ],
    log:
        "<logs>/simulate_database.log",
    benchmark:
        "<benchmarks>/simulate_database.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("simulate_database"),
    params:
        folder=SIMULATED,
        simulations=SIMULATIONS,
    script:
        "../scripts/simulate_database.py"


# Only for a database whose list is not kept with the project. Such a list shows damage to a file, but not that the
# source has changed.
rule fetch_checksums:
    output:
        "<resources>/{database}/SHA256SUMS.txt",
    log:
        "<logs>/fetch_checksums/{database}.log",
    benchmark:
        "<benchmarks>/fetch_checksums/{database}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("fetch_checksums"),
    script:
        "../scripts/fetch_checksums.py"


# The checksum list determines the content of a file, whatever the source and the code. So neither is an input, and only
# another digest of the file fetches it again.
rule fetch_signal:
    input:
        checksums=compared_list,
    output:
        dat=update("<resources>/{database}/{record}.dat"),
        hea=update("<resources>/{database}/{record}.hea"),
    log:
        "<logs>/fetch_signal/{database}_{record}.log",
    benchmark:
        "<benchmarks>/fetch_signal/{database}_{record}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("fetch_signal"),
    params:
        # If a record has several signal files, the lead says which one is fetched.
        leads=lookup(dpath="{database}/leads", within=config["databases"]),
        published=published_digests,
    script:
        "../scripts/fetch_signal.py"


rule fetch_annotations:
    input:
        checksums=compared_list,
    output:
        update("<resources>/{database}/{record}.{annotator}"),
    log:
        "<logs>/fetch_annotations/{database}_{record}_{annotator}.log",
    benchmark:
        "<benchmarks>/fetch_annotations/{database}_{record}_{annotator}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("fetch_annotations"),
    params:
        published=published_digests,
    script:
        "../scripts/fetch_annotations.py"


# One job filters all records, because the start of a job takes longer than to filter ten records.
rule filter_records:
    input:
        dat=of_records("<resources>/{database}/{record}.dat"),
        hea=of_records("<resources>/{database}/{record}.hea"),
        checksums=ancient(kept_list),
        code=sources("filter_records"),
    output:
        directory("<database_results>/filtered"),
    log:
        "<logs>/filter_records/{database}.log",
    benchmark:
        "<benchmarks>/filter_records/{database}.tsv"
    conda:
        "../../envs/signal.yaml"
    resources:
        **resource_requests("filter_records"),
    params:
        records=lambda wildcards: list(RECORDS[wildcards.database]),
        leads=lookup(dpath="{database}/leads", within=config["databases"]),
        sampling_rate=lookup(dpath="signal/sampling_rate", within=config),
        filter=lookup(dpath="signal/filter", within=config),
        options=lookup(dpath=f"signal/filters/{config['signal']['filter']}", within=config),
    script:
        "../scripts/filter_records.py"
