"""Helpers for texts that all summaries use."""

from evenbeat.runtime.errors import InputError


def explain_damage(path, form, why):
    """Write the error message for a file that is damaged or of another format.

    Parameters
    ----------
    path : Path
    form : str
        The expected format.
    why : str or Exception

    Returns
    -------
    str
    """
    return f"{path} is not a valid {form}: {why}. Delete it and run again."


def read_text(path):
    """Read a UTF-8 text file.

    Parameters
    ----------
    path : Path

    Returns
    -------
    str

    Raises
    ------
    InputError
        If it is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except ValueError as error:
        raise InputError(explain_damage(path, "UTF-8 text file", error)) from error


def list_names(names, most=30):
    """Join names; of a long list, only the first three and the last, and their number.

    Parameters
    ----------
    names : sequence of str
    most : int
        Number of names in the longest list that is shown whole.

    Returns
    -------
    str

    Examples
    --------
    >>> list_names(["a", "b", "c", "d", "e"], 4)
    'a, b, c, ..., e (5 in all)'
    """
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[:3])}, ..., {names[-1]} ({len(names)} in all)"


def shorten(text, most=72):
    r"""Put a text on one line, and cut it if it is long.

    Parameters
    ----------
    text : str
    most : int
        Maximum number of characters.

    Returns
    -------
    str

    Examples
    --------
    >>> shorten("one\n two three", 8)
    'one two…'
    """
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
