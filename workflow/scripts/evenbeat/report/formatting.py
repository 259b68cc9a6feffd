"""Formatting of numbers and names of measures for text."""

import numpy as np

MINUS = "\N{MINUS SIGN}"
MISSING = "\N{EN DASH}"


def write_number(value, digits=3):
    r"""Write a number with a fixed number of decimals, or a dash for a missing one.

    Parameters
    ----------
    value : float or None
        None or NaN if it is missing.
    digits : int
        Number of decimals.

    Returns
    -------
    str

    Examples
    --------
    >>> write_number(0.0321), write_number(None, 1) == "\N{EN DASH}"
    ('0.032', True)
    """
    if value is None or np.isnan(value):
        return MISSING
    text = f"{value:.{digits}f}"
    return text.replace("-", MINUS) if float(text) else text.lstrip("-")


def write_change(value):
    r"""Write a difference with its sign and three decimals.

    Parameters
    ----------
    value : float

    Returns
    -------
    str

    Examples
    --------
    >>> write_change(0.0321), write_change(0.0001)
    ('+0.032', '0.000')
    """
    text = write_number(value)
    return f"+{text}" if float(f"{value:.3f}") > 0 else text


def write_cell(value):
    """Write a cell of a table, a float with three decimals.

    Parameters
    ----------
    value : object

    Returns
    -------
    str
    """
    return write_number(value) if isinstance(value, float) else str(value)


def write_interval(row, over):
    """Write the bounds of an interval.

    Parameters
    ----------
    row : Series or dict
        Has the bounds `<over>_low` and `<over>_high`.
    over : {"over_seeds", "over_records"}
        Which interval.

    Returns
    -------
    str
    """
    return f"{write_number(row[f'{over}_low'])} to {write_number(row[f'{over}_high'])}"


def write_measure(measure):
    """Name a measure in words.

    Parameters
    ----------
    measure : str
        `macro_f1`, `accuracy`, or <measure>_<class>.

    Returns
    -------
    str

    Examples
    --------
    >>> write_measure("accuracy"), write_measure("f1_S"), write_measure("sensitivity_V")
    ('accuracy', 'F1 of S', 'sensitivity of V')
    """
    name, _, cls = measure.rpartition("_")
    if measure == "macro_f1":
        return "macro-F1"
    if not name:
        return measure
    return f"{'F1' if name == 'f1' else name.replace('_', ' ')} of {cls}"


def write_p(value):
    """Write a p value.

    Parameters
    ----------
    value : float
        NaN if there is a single GAN, which allows no test.

    Returns
    -------
    str

    Examples
    --------
    >>> write_p(0.01234), write_p(float("nan"))
    ('p 0.012', 'one GAN, so no test')
    """
    return "one GAN, so no test" if np.isnan(value) else f"p {value:.2g}"
