"""The filtered leads of all records of a database."""

from pathlib import Path

import numpy as np

from evenbeat.data.wfdb_records import read_lead
from evenbeat.runtime.errors import error_context
from evenbeat.signal.filters import filter_lead


def filter_records(headers, preferred, sampling_rate, name, options):
    """Read and filter a lead of each record of a database.

    Parameters
    ----------
    headers : sequence of str
        Header file of each record, beside its signal file.
    preferred : sequence of str
        Names of leads in the order of preference.
    sampling_rate : float
        Hz, of the filtered leads.
    name : str
        A key of `evenbeat.signal.filters.FILTERS`.
    options : dict
        Parameters of the filter.

    Returns
    -------
    leads : dict of str to (ndarray of float32, str)
        By record, the filtered lead and its unit.
    attributes : dict
        `sampling_rate` and `filter`; a value for each record in `records`, `leads` (names),
        `record_sampling_rates` (Hz) and `simulated`.

    Raises
    ------
    InputError
        If a record cannot be read or filtered.
    """
    filtered, read = {}, []
    for header in headers:
        stem = header.removesuffix(".hea")
        lead = read_lead(stem, preferred)
        with error_context(f"{stem}.dat"):
            ecg = filter_lead(lead.signal, lead.sampling_rate, sampling_rate, name, options)
        filtered[Path(stem).name] = ecg.astype(np.float32), "mV; NaN where nothing was recorded"
        read.append((lead.name, lead.sampling_rate, lead.simulated))
    names, rates, simulated = zip(*read, strict=True)
    return filtered, {
        "sampling_rate": sampling_rate,
        "filter": name,
        "records": list(filtered),
        "leads": names,
        "record_sampling_rates": rates,
        "simulated": simulated,
    }
