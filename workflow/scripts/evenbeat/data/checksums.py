"""A database's checksum list, and the comparison of files with it."""

import hashlib
import posixpath
import re
from pathlib import Path

from evenbeat.io.atomic import atomic_write
from evenbeat.runtime.errors import InputError

CHECKSUMS = "SHA256SUMS.txt"  # PhysioNet's name for a checksum list
# Digest and name as `sha256sum` writes them, or name and digest as BSD systems write them.
LINE = re.compile(r"([0-9A-Fa-f]{64})\s+\*?(.*\S)\s*|SHA256 \((.+)\) = ([0-9A-Fa-f]{64})\s*")
# The first line of a list that the workflow made. Do not change it: `is_published` looks for it.
MADE = "# Made by evenbeat, of the files as they were: no published list"


def read_checksums(path):
    """Read a SHA-256 list as PhysioNet publishes it.

    Parameters
    ----------
    path : str or Path
        Lines of a hexadecimal digest, white space, and a file name; lines that begin with # are
        comments, and empty lines count for nothing.

    Returns
    -------
    dict of str to str
        Digest of each file, in lower case. Names are relative, without a leading `./`.

    Raises
    ------
    InputError
        If a line is anything else, or a file has two digests.
    """
    checksums = {}
    lines = Path(path).read_bytes().decode("utf-8-sig", "replace").splitlines()
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = LINE.fullmatch(line)
        if not match:
            raise InputError(
                f"{path}, line {number}: expected a SHA-256 digest and a file name, "
                f"found {line[:80]!r}. Fetch the published list again, or make your own with "
                "sha256sum."
            )
        name = posixpath.normpath(match[2] or match[3])
        digest = (match[1] or match[4]).lower()
        if checksums.setdefault(name, digest) != digest:
            raise InputError(
                f"{path}, line {number}: {name} has another digest in an earlier line; expected "
                "one digest for each file. Fetch the published list again, or make it again."
            )
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
        own = posixpath.basename(name)
        like = [other for other in checksums if posixpath.basename(other) == own]
        found = f", but {', '.join(like[:3])} is" if like else ""
        raise InputError(
            f"{name} is not in the checksum list{found}. Check the record's name in the records "
            "table: it must be relative to the database's folder."
        )
    return checksums[name]


def make_checksums(folder, names, target, before=()):
    """Write a SHA-256 list of files; its first line says that it is not a published list.

    Parameters
    ----------
    folder : str or Path
    names : sequence of str
        Files in the folder.
    target : str or Path
    before : dict of str to str, optional
        Digests that the list already has, by file name.

    Raises
    ------
    InputError
        If a file is missing.
    """
    lines = [MADE, *(f"{digest}  {name}" for name, digest in dict(before).items())]
    for name in names:
        try:
            lines.append(f"{digest_of(Path(folder) / name)}  {name}")
        except OSError as error:
            raise InputError(
                f"{Path(folder) / name} cannot be read: {error}. Leave its record out of the "
                "records table, or add the file."
            ) from error
    with atomic_write(target) as part:
        part.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def is_published(path):
    """Tell whether a checksum list is the database's own, not one that `make_checksums` wrote.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    bool
    """
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.readline().rstrip("\n") != MADE


def signal_digests(checksums, record, annotator):
    """Select the digests of a record's header and its signal file.

    Parameters
    ----------
    checksums : dict of str to str
        Digests by file name.
    record : str
    annotator : str
        Suffix of the annotation files.

    Returns
    -------
    dict of str to str
        By file name. If there is no `<record>.dat`: the digests of all files with the record's
        name, except the annotations.
    """
    names = [f"{record}.hea", f"{record}.dat"]
    if names[1] not in checksums:
        names = [name for name in checksums if posixpath.splitext(name)[0] == record]
    annotations = f"{record}.{annotator}"
    return {name: checksums[name] for name in names if name in checksums and name != annotations}


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


def check_files(files, checksums):
    """Check that fetched files still match the checksum list.

    Parameters
    ----------
    files : dict of str to str or Path
        Files by their names in the list.
    checksums : dict of str to str
        Expected SHA-256 digests by file name.

    Raises
    ------
    InputError
        If a file does not match, or is not in the list.
    """
    for name, path in files.items():
        if digest_of(path) != find_checksum(name, checksums):
            raise InputError(
                f"{path} no longer matches the checksum list: it was damaged or edited after it "
                "was fetched. Delete it and run again: the workflow fetches it."
            )
