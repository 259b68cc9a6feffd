"""Several databases together: their beats' names, and what is known of their records."""

import numpy as np

from evenbeat.beats.table import concatenate, read_attributes, read_beats
from evenbeat.runtime.errors import InputError

NAMES = ("record", "patient", "label")
# Attributes with a value for each record; all others are the same for all databases of a run.
OF_RECORDS = ("records", "leads", "record_sampling_rates", "annotated_beats", "beats_past_end")


def read_names(paths):
    """Read record, patient and class of the beats of some databases.

    Parameters
    ----------
    paths : sequence of str
        Table of all beats of each database.

    Returns
    -------
    dict of str to ndarray of str, shape (n,)
        The columns `NAMES`, one database after the other.

    Raises
    ------
    InputError
        If a table cannot be read.
    """
    return concatenate([read_beats(path, NAMES) for path in paths])


def describe_databases(paths, preferred):
    """Join the provenance of the tables of beats of some databases.

    Parameters
    ----------
    paths : sequence of str
        Table of all beats of each database.
    preferred : dict of str to sequence of str
        The leads that the configuration prefers, by database.

    Returns
    -------
    dict
        The attributes of the tables; in place of `database` the list `databases`.

    Raises
    ------
    InputError
        If a table cannot be read, or no record of a database has any of its leads.
    """
    found = [read_attributes(path) for path in paths]
    names = [str(attributes.pop("database")) for attributes in found]
    for name, attributes in zip(names, found, strict=True):
        _check_leads(name, attributes["leads"], preferred[name])
    joined = found[0] | {
        name: np.concatenate([attributes[name] for attributes in found])
        for name in OF_RECORDS
        if name in found[0]
    }
    simulated = any(attributes["simulated"] for attributes in found)
    return joined | {"simulated": simulated, "databases": names}


def _check_leads(database, leads, preferred):
    if preferred and not set(leads) & set(preferred):
        raise InputError(
            f"databases.{database}.leads: no record has {' or '.join(preferred)}; the records' "
            f"first leads are {', '.join(sorted(set(leads)))}. Name a lead that the records have, "
            "or [] for the first lead of each record."
        )
