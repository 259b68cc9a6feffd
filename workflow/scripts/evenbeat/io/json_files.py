"""JSON files that hold an object."""

import json
from pathlib import Path

from evenbeat.io.atomic import atomic_write
from evenbeat.runtime.errors import InputError


def write_json(path, value):
    """Write a value as indented JSON, whole or not at all.

    Parameters
    ----------
    path : str or Path
    value : object
        What JSON can represent.

    Raises
    ------
    ValueError
        If it contains a NaN or an infinite number.
    """
    with atomic_write(path) as part:
        part.write_text(json.dumps(value, indent=2, allow_nan=False) + "\n", encoding="utf-8")


def read_json(path, keys=()):
    """Read a JSON file that holds an object.

    Parameters
    ----------
    path : str or Path
    keys : sequence of str
        Keys that the object must have.

    Returns
    -------
    dict

    Raises
    ------
    InputError
        If the file holds anything else.
    """
    try:
        value = json.loads(Path(path).read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path} is not JSON ({error}). Delete it and run again.") from error
    if not isinstance(value, dict) or not value.keys() >= set(keys):
        expected = f"an object with the keys {', '.join(keys)}" if keys else "an object"
        raise InputError(f"{path} does not hold {expected}. Delete it and run again.")
    return value
