"""Several databases together: record, patient and class of their beats, and their attributes."""

import numpy as np

from evenbeat.beats.table import OF_RECORDS, concatenate, read_attributes, read_beats

NAMES = ("record", "patient", "label")


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


def join_attributes(paths):
    """Join the provenance of the tables of beats of some databases.

    Parameters
    ----------
    paths : sequence of str
        Table of all beats of each database.

    Returns
    -------
    dict
        The attributes of the tables; in place of `database` the list `databases`.

    Raises
    ------
    InputError
        If a table cannot be read.
    """
    found = [read_attributes(path) for path in paths]
    databases = [str(attributes.pop("database")) for attributes in found]
    for attributes in found:
        attributes.pop("published_checksums", None)
    # All other attributes are the same for all databases of a run.
    of_records = {
        name: np.concatenate([attributes[name] for attributes in found]) for name in OF_RECORDS
    }
    simulated = any(attributes["simulated"] for attributes in found)
    return found[0] | of_records | {"simulated": simulated, "databases": databases}
