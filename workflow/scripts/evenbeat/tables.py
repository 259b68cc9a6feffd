"""Tables as CSV files."""

import pandas as pd

from evenbeat.files import whole_file

# Records and arms may have names that look like numbers.
TEXT = ("split", "arm", "record", "first", "second")


def write_table(path, table, digits=None):
    """Write a table without its index, whole or not at all.

    Parameters
    ----------
    path : str or Path
    table : DataFrame
    digits : int, optional
        Significant ones of each number; all that it has if it is not given.
    """
    with whole_file(path) as part:
        table.to_csv(part, index=False, float_format=digits and f"%.{digits}g")


def read_table(path):
    """Read such a table.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    DataFrame
    """
    # An arm may be called "null" or "nan": only an empty field is a missing number.
    return pd.read_csv(path, keep_default_na=False, na_values=[""], dtype=dict.fromkeys(TEXT, str))
