"""A database's checksum list, and the comparison of files with it."""

import hashlib
import re
from pathlib import Path

from evenbeat.runtime.errors import InputError

DIGEST = re.compile("[0-9A-Fa-f]{64}")


def read_checksums(path):
    """Read a SHA-256 list as PhysioNet publishes it.

    Parameters
    ----------
    path : str or Path
        Lines of a hexadecimal digest, white space, and a file name.

    Returns
    -------
    dict of str to str
        Digest of each file, in lower case.

    Raises
    ------
    InputError
        If a line is something else.
    """
    checksums = {}
    lines = Path(path).read_bytes().decode("utf-8", "replace").splitlines()
    for number, line in enumerate(lines, start=1):
        words = line.split(maxsplit=1)
        if len(words) != 2 or not DIGEST.fullmatch(words[0]):
            raise InputError(
                f"{path}, line {number}: expected a SHA-256 digest and a file name, "
                f"found {line[:80]!r}. Fetch the published list again."
            )
        checksums[words[1].removeprefix("*")] = words[0].lower()  # a star marks binary mode
    return checksums


def find_checksum(name, checksums):
    """Look up a file's digest in a checksum list.

    Parameters
    ----------
    name : str
    checksums : dict of str to str
        Digests by file name.

    Returns
    -------
    str

    Raises
    ------
    InputError
        If the list does not have the file.
    """
    if name not in checksums:
        raise InputError(
            f"{name} is not in the checksum list. Is the record's name right in the records table?"
        )
    return checksums[name]


def digest_of(path):
    """Compute the SHA-256 digest of a file.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    str
        Hexadecimal, in lower case.
    """
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_files(paths, checksums):
    """Check that fetched files still match the checksum list.

    Parameters
    ----------
    paths : sequence of str or Path
    checksums : dict of str to str
        Expected SHA-256 digests by file name.

    Raises
    ------
    InputError
        If a file does not match, or is not in the list.
    """
    for path in map(Path, paths):
        if digest_of(path) != find_checksum(path.name, checksums):
            raise InputError(
                f"{path} no longer matches the checksum list: it was damaged or edited after it "
                "was fetched. Delete it and run again: the workflow fetches it."
            )
