"""Paths on the command line."""

import argparse
from pathlib import Path


def parse_path(text):
    """Convert an argument to a path.

    Parameters
    ----------
    text : str

    Returns
    -------
    Path

    Raises
    ------
    argparse.ArgumentTypeError
        If no file can have this name: `Path` takes an empty name for the current folder.
    """
    if not text or "\0" in text:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a name that a file can have; expected the path of a file. Check that "
            "a variable in the call is not empty"
        )
    return Path(text)
