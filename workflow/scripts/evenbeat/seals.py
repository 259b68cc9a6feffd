"""Files that bear the digest of their content at their end, so that no damage goes unnoticed.

HDF5 and NumPy read a file whose numbers have changed without a word, and HDF5 can crash on one
whose structure has. Both leave what follows the content alone, so that every other program opens
a sealed file as if there were no seal.
"""

import contextlib
import hashlib
import os

from evenbeat.errors import InputError
from evenbeat.files import check_room, whole_file

MARK = b"\nevenbeat SHA-256 "
LENGTH = len(MARK) + 64 + 1
PIECE = 2**20  # bytes read at a time


@contextlib.contextmanager
def sealed_file(path, size):
    """Give a temporary path, as `evenbeat.files.whole_file` does, and seal what is written there.

    Parameters
    ----------
    path : str or Path
    size : int
        Bytes that will be written at least.
    """
    with whole_file(path) as part:
        check_room(part, size + LENGTH)
        yield part
        seal(part)


def seal(path):
    """Append the digest of a file's content to it."""
    with open(path, "rb+") as file:
        digest = _digest(file, os.path.getsize(path))
        file.write(MARK + digest + b"\n")


def check_seal(path):
    """Refuse a file that is not as it was written.

    Raises
    ------
    InputError
        If the file is missing, was cut short, damaged or edited, or was never sealed.
    """
    try:
        with open(path, "rb") as file:
            size = max(os.path.getsize(path) - LENGTH, 0)
            digest = _digest(file, size)
            found = file.read()
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error}). Run again to make it.") from error
    if found != MARK + digest + b"\n":
        problem = "does not match its content" if found.startswith(MARK) else "is missing"
        raise InputError(
            f"{path} is not as it was written: the SHA-256 at its end {problem}, so that it was "
            "cut short, damaged, edited, or is of an older version. Delete it and run again: the "
            "workflow makes it anew."
        )


def _digest(file, size):
    """Read the next bytes of a file; give their digest in hexadecimal letters."""
    digest = hashlib.sha256()
    while size > 0 and (piece := file.read(min(PIECE, size))):
        digest.update(piece)
        size -= len(piece)
    return digest.hexdigest().encode()
