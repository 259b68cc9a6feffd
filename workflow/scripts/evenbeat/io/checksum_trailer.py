"""Checksum trailers: the SHA-256 digest of a file's content at its end, which reveals damage.

HDF5 and NumPy do not notice changed numbers in a file, and HDF5 can crash on a damaged structure.
Both ignore what follows the content, so other programs open a file with a trailer as usual.
"""

import contextlib
import hashlib
import os

from evenbeat.io.atomic import atomic_write, check_room
from evenbeat.runtime.errors import InputError

MARK = b"\nevenbeat SHA-256 "
LENGTH = len(MARK) + 64 + 1
PIECE = 2**20  # bytes read at a time


@contextlib.contextmanager
def checksummed_file(path, size):
    """Provide a temporary path as `atomic_write` does, and append a checksum trailer to the file.

    Parameters
    ----------
    path : str or Path
    size : int
        Minimum size of the file, bytes.

    Yields
    ------
    Path
        Where to write.

    Raises
    ------
    InputError
        If the disk is full, or the user may not write to the folder.
    """
    with atomic_write(path) as part:
        check_room(part, size + LENGTH)
        yield part
        append_checksum(part)


def append_checksum(path):
    """Append the checksum trailer to a file.

    Parameters
    ----------
    path : str or Path
    """
    with open(path, "rb+") as file:
        digest = _digest(file, os.path.getsize(path))
        file.write(MARK + digest + b"\n")


def verify_checksum(path):
    """Check that a file has not changed since it was written.

    Parameters
    ----------
    path : str or Path

    Raises
    ------
    InputError
        If the file is missing or has no checksum trailer, or the trailer does not match.
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
            f"{path} is not intact: the SHA-256 at its end {problem}. The file was cut short, "
            "damaged or edited, or an older version wrote it. Delete it and run again: the "
            "workflow makes a new one."
        )


def _digest(file, size):
    """Compute the hexadecimal SHA-256 digest of the next bytes of a file."""
    digest = hashlib.sha256()
    while size > 0 and (piece := file.read(min(PIECE, size))):
        digest.update(piece)
        size -= len(piece)
    return digest.hexdigest().encode()
