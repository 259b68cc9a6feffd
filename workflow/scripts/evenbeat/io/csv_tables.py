"""Tables in CSV files."""

import pandas as pd

from evenbeat.io.atomic import atomic_write

# Columns of names, some of which look like numbers.
TEXT = ("split", "arm", "record", "first", "second")


def write_table(path, table, digits=None):
    """Write a table without its index, whole or not at all.

    Parameters
    ----------
    path : str or Path
    table : DataFrame
    digits : int, optional
        Significant digits of each number; all of them by default.

    Raises
    ------
    InputError
        If the disk is full, or the user may not write to the folder.
    """
    with atomic_write(path) as part:
        table.to_csv(part, index=False, float_format=digits and f"%.{digits}g")


def read_table(path):
    """Read a table that `write_table` wrote.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    DataFrame
    """
    # An arm may have the name "null" or "nan": only an empty field is a missing value.
    return pd.read_csv(path, keep_default_na=False, na_values=[""], dtype=dict.fromkeys(TEXT, str))
