"""Texts that the readers of all formats share."""

from evenbeat.runtime.errors import InputError


def explain_damage(path, form, why):
    """Say that a file is not what it should be.

    Parameters
    ----------
    path : Path
    form : str
        What it should be.
    why : str or Exception

    Returns
    -------
    str
    """
    return f"{path} is no sound {form}: {why}. Delete it and run again."


def read_text(path):
    """Read a text in UTF-8.

    Parameters
    ----------
    path : Path

    Returns
    -------
    str

    Raises
    ------
    InputError
        If it is none.
    """
    try:
        return path.read_text(encoding="utf-8")
    except ValueError as error:
        raise InputError(explain_damage(path, "text", error)) from error


def shorten(text, most=72):
    r"""Put a text on one line, and cut it if it is long.

    Parameters
    ----------
    text : str
    most : int
        Characters.

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
