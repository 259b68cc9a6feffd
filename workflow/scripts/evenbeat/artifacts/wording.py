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
