"""A database's files: fetched and verified."""

import hashlib
import http.client
import shutil
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from evenbeat.errors import InputError
from evenbeat.files import whole_file


def read_checksums(path):
    """Read a SHA-256 list as PhysioNet publishes it.

    Parameters
    ----------
    path : str or Path
        Lines of a hexadecimal digest, white space, and a file name.

    Returns
    -------
    dict of str to str
        The digest of each file.
    """
    checksums = {}
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), start=1):
        words = line.split()
        if len(words) != 2 or len(words[0]) != 64:
            raise InputError(
                f"{path}, line {number}: expected a SHA-256 digest and a file name, "
                f"found {line!r}. Fetch the published list again."
            )
        checksums[words[1].removeprefix("*")] = words[0].lower()  # a star marks binary mode
    return checksums


def fetch_verified(name, url, checksums, target, attempts, timeout):
    """Fetch one file, verify it, and put it in place whole; leave it if it is there already.

    Parameters
    ----------
    name : str
        The file's name in the database and in the checksum list.
    url : str
        The database's folder: http(s)://, file:// or a path on this machine.
    checksums : dict of str to str
        Expected SHA-256 digests by file name.
    target : str or Path
        Where the file goes.
    attempts : int
        How often to try; after the k-th failure it waits 2**k seconds.
    timeout : float
        Seconds without an answer after which an attempt has failed.

    Raises
    ------
    InputError
        If the file is not in the list, cannot be had, or is not the published one.
    """
    if name not in checksums:
        raise InputError(
            f"{name} is not in the checksum list. Is the record's name right in the records table?"
        )
    if Path(target).exists() and _digest(target) == checksums[name]:
        return Path(target).touch()
    address = f"{_folder_url(url)}/{urllib.parse.quote(name)}"
    for attempt in range(1, attempts + 1):
        try:
            return _fetch_once(address, checksums[name], target, timeout)
        except (OSError, http.client.HTTPException, InputError) as error:
            print(f"attempt {attempt} of {attempts}: {address}: {error}", flush=True)
            failure = error
        if attempt < attempts:
            time.sleep(2**attempt)
    raise InputError(
        f"{address} could not be fetched in {attempts} attempts; the last one ended with: "
        f"{failure}. Check the network and database.url in the configuration, which may also be "
        "a folder that holds a copy. Nothing was changed."
    )


def _folder_url(url):
    """Return the database's folder as a URL without a slash at its end."""
    return (url if "://" in url else Path(url).resolve().as_uri()).rstrip("/")


def _digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fetch_once(address, expected, target, timeout):
    with whole_file(target) as part:
        with urllib.request.urlopen(address, timeout=timeout) as source, part.open("wb") as sink:
            shutil.copyfileobj(source, sink)
        found = _digest(part)
        if found != expected:
            raise InputError(
                f"SHA-256 is {found}, published is {expected}: "
                "the file was damaged or is of another version"
            )
