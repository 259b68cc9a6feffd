"""The filtered leads of a database, one file for each record."""

from pathlib import Path

import numpy as np

from evenbeat.data.patients import full_name
from evenbeat.data.wfdb_records import read_lead
from evenbeat.io.hdf5 import write_datasets
from evenbeat.runtime.errors import error_context
from evenbeat.signal.filters import filter_lead


def write_filtered(folder, database, headers, preferred, sampling_rate, name, options):
    """Read and filter a lead of each record of a database, and write it to <folder>/<record>.h5.

    Parameters
    ----------
    folder : str or Path
    database : str
    headers : dict of str to str
        Header of each record, beside its signal file, `<record>.dat`.
    preferred : sequence of str
        Names of leads in the order of preference.
    sampling_rate : float
        Hz, of the filtered leads.
    name : str
        A key of `evenbeat.signal.filters.FILTERS`.
    options : dict
        Parameters of the filter.

    Raises
    ------
    InputError
        If a record cannot be read or filtered.
    """
    for record, header in headers.items():
        stem = header.removesuffix(".hea")
        lead = read_lead(stem, preferred, f"{stem}.dat")
        with error_context(f"{stem}.dat"):
            ecg = filter_lead(lead.signal, lead.sampling_rate, sampling_rate, name, options)
        write_datasets(
            Path(folder) / f"{record}.h5",
            {"signal": (ecg.astype(np.float32), "mV; NaN where nothing was recorded")},
            {
                "record": full_name(database, record),
                "lead": lead.name,
                "sampling_rate": sampling_rate,
                "record_sampling_rate": lead.sampling_rate,
                "frame_rate": lead.frame_rate,
                "filter": name,
                "simulated": lead.simulated,
            },
        )
