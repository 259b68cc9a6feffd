from evenbeat.beats.table import concatenate, read_attributes, read_beats, write_beats
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    tables = [read_beats(path) for path in snakemake.input.beats]
    records = [read_attributes(path) for path in snakemake.input.beats]
    write_beats(
        snakemake.output[0],
        concatenate(tables),
        {
            "database": snakemake.wildcards.database,
            "sampling_rate": records[0]["sampling_rate"],
            "filter": records[0]["filter"],
            "reference": records[0]["reference"],
            "scaling": records[0]["scaling"],
            "features": records[0]["features"],
            "rhythm": records[0]["rhythm"],
            "simulated": any(attributes["simulated"] for attributes in records),
            "records": [attributes["record"] for attributes in records],
            "leads": [attributes["lead"] for attributes in records],
            "record_sampling_rates": [attributes["record_sampling_rate"] for attributes in records],
            "annotated_beats": [attributes["annotated_beats"] for attributes in records],
            "beats_past_end": [attributes["beats_past_end"] for attributes in records],
        },
    )
