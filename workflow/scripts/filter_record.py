import numpy as np
from evenbeat.files import write_datasets
from evenbeat.filters import FILTERS
from evenbeat.logs import logged
from evenbeat.records import is_simulated, read_lead

with logged(snakemake.log[0]):
    stem = snakemake.input.hea.removesuffix(".hea")
    ecg, lead = read_lead(stem, snakemake.params.lead, snakemake.params.sampling_rate)
    filtered = FILTERS[snakemake.params.filter](
        ecg, snakemake.params.sampling_rate, **snakemake.params.options
    )
    write_datasets(
        snakemake.output[0],
        {"signal": (filtered.astype(np.float32), "mV")},
        {
            "record": snakemake.wildcards.record,
            "lead": lead,
            "sampling_rate": snakemake.params.sampling_rate,
            "filter": snakemake.params.filter,
            "simulated": is_simulated(stem),
        },
    )
