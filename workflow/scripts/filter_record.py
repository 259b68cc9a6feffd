import numpy as np
from evenbeat.data.checksums import check_files, read_checksums
from evenbeat.data.patients import full_name
from evenbeat.data.wfdb_records import read_lead
from evenbeat.io.hdf5 import write_datasets
from evenbeat.runtime.errors import error_context
from evenbeat.runtime.joblog import logged
from evenbeat.signal.filters import filter_lead

with logged(snakemake.log[0]):
    check_files(
        [snakemake.input.dat, snakemake.input.hea], read_checksums(snakemake.input.checksums)
    )
    lead = read_lead(snakemake.input.hea.removesuffix(".hea"), snakemake.params.leads)
    with error_context(snakemake.input.dat):
        filtered = filter_lead(
            lead.signal,
            lead.sampling_rate,
            snakemake.params.sampling_rate,
            snakemake.params.filter,
            snakemake.params.options,
        )
    write_datasets(
        snakemake.output[0],
        {"signal": (filtered.astype(np.float32), "mV; NaN where nothing was recorded")},
        {
            "record": full_name(snakemake.wildcards.database, snakemake.wildcards.record),
            "lead": lead.name,
            "sampling_rate": snakemake.params.sampling_rate,
            "record_sampling_rate": lead.sampling_rate,
            "filter": snakemake.params.filter,
            "simulated": lead.simulated,
        },
    )
