"""Download and verification of a database's files."""

import errno
import http.client
import queue
import threading
import time
import urllib.request
from pathlib import Path

from evenbeat.data.checksums import (
    CHECKSUMS,
    digest_of,
    find_checksum,
    is_published,
    make_checksums,
    read_checksums,
)
from evenbeat.io.atomic import atomic_write
from evenbeat.runtime.errors import InputError

SCHEMES = ("http", "https", "ftp", "file")
PIECE = 2**16  # bytes


def fetch_verified(name, source, checksums, target, download):
    """Fetch and verify one file, unless it is already there; `target` appears whole.

    Parameters
    ----------
    name : str
        The file's name in the database and in the checksum list.
    source : str
        The database's folder: a URL or a path on this machine.
    checksums : dict of str to str
        Expected SHA-256 digests by file name.
    target : str or Path
    download : dict
        `attempts`, with a pause of 2**k seconds after the k-th, and `timeout`, the longest wait
        in seconds for an answer or for a `PIECE` of the file.

    Raises
    ------
    InputError
        If the file is not in the list, cannot be fetched, or has another digest.
    """
    expected = find_checksum(name, checksums)
    if Path(target).exists() and digest_of(target) == expected:
        Path(target).touch()
    else:
        _fetch(name, source, target, download, lambda part: _check_digest(part, expected))


def fetch_checksums(source, target, download, list_files):
    """Fetch a database's own checksum list, `SHA256SUMS.txt`; `target` appears whole.

    Parameters
    ----------
    source : str
        As for `fetch_verified`. For a folder on this machine without a list, one is made.
    target : str or Path
    download : dict
        As for `fetch_verified`.
    list_files : callable
        Takes a folder on this machine; returns the names of the files for the list.

    Raises
    ------
    InputError
        If the list cannot be fetched or is not a checksum list, or if a list is made and a file is
        missing.
    """
    folder = local_folder(source)
    if folder and folder.is_dir() and not (folder / CHECKSUMS).exists():
        print(f"{folder} has no {CHECKSUMS}: making a list of its files", flush=True)
        make_checksums(folder, list_files(folder), target)
    else:
        _fetch(CHECKSUMS, source, target, download, read_checksums)


def renew_checksums(source, target, list_files):
    """Update the kept checksum list from a folder on this machine.

    The folder's own list replaces the kept one. If it has none, new files of the folder are added.

    Parameters
    ----------
    source : str
        As for `fetch_verified`. For anything but a folder on this machine, nothing is done.
    target : str or Path
        The kept list. If it does not exist yet, nothing is done.
    list_files : callable
        As for `fetch_checksums`.

    Raises
    ------
    InputError
        If the folder's list is not a checksum list, or a file is missing.
    """
    folder, target = local_folder(source), Path(target)
    if not (folder and folder.is_dir() and target.exists()):
        return
    newest = folder / CHECKSUMS
    if newest.exists():
        content = newest.read_bytes()
        if content != target.read_bytes():
            read_checksums(newest)
            with atomic_write(target) as part:
                part.write_bytes(content)
    elif not is_published(target):
        kept = read_checksums(target)
        names = [name for name in list_files(folder) if name not in kept]
        if names:
            make_checksums(folder, names, target, kept)


def local_folder(source):
    """Find the folder on this machine that a database comes from.

    Parameters
    ----------
    source : str
        As for `fetch_verified`.

    Returns
    -------
    Path or None
        None for a database from elsewhere.
    """
    if "://" not in source:
        return Path(source)
    parts = urllib.parse.urlsplit(source)
    return Path(urllib.request.url2pathname(parts.path)) if parts.scheme == "file" else None


def _fetch(name, source, target, download, check):
    address = f"{_folder_url(source)}/{urllib.parse.quote(name)}"
    for attempt in range(1, download["attempts"] + 1):
        try:
            return _fetch_once(address, target, download["timeout"], check)
        except (OSError, http.client.HTTPException, ValueError) as error:
            print(f"attempt {attempt} of {download['attempts']}: {address}: {error}", flush=True)
            failure = error
        if _is_final(address, failure):
            break
        if attempt < download["attempts"]:
            time.sleep(2**attempt)
    if local_folder(address):
        raise InputError(
            f"{address} could not be fetched: {failure}. Check the database's url in the "
            "configuration, and the folder. Nothing was changed."
        )
    raise InputError(
        f"{address} could not be fetched in {attempt} attempts; the last error was: {failure}. "
        "Check the network and the database's url in the configuration, which may also be a folder "
        "with a copy of the database. Nothing was changed."
    )


def _is_final(address, failure):
    """Tell whether another attempt would fail in the same way."""
    if isinstance(failure, urllib.error.URLError) and local_folder(address):
        return True
    if isinstance(failure, urllib.error.HTTPError):
        return failure.code in (401, 403, 404, 410)
    return isinstance(failure, OSError) and failure.errno in (errno.ENOSPC, errno.EROFS)


def _folder_url(source):
    """Return the database's folder as a URL without a trailing slash."""
    try:
        if "://" not in source:
            return Path(source).resolve().as_uri()
        return _check_url(source).rstrip("/")
    except ValueError as error:
        raise InputError(
            f"{source!r}, the database's url in the configuration, is not valid: {error}. "
            f"Expected a folder, or a URL that begins with one of {', '.join(SCHEMES)}."
        ) from None


def _check_url(url):
    """Return a URL with escapes for the characters that a request may not contain."""
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in SCHEMES:
        raise ValueError(f"{parts.scheme}:// is not supported")
    if parts.scheme != "file" and not parts.hostname:
        raise ValueError("it has no host name")
    # A wrong host name or port raises a ValueError here.
    (parts.hostname or "").encode("idna")
    parts.port  # noqa: B018
    return urllib.parse.quote(url, safe="/:?#[]@!$&'()*+,;=%~")


def _fetch_once(address, target, timeout, check):
    with atomic_write(target) as part:
        with _open(address, timeout) as source, part.open("wb") as sink:
            _copy(source, sink, timeout)
        _refuse_page(part)
        check(part)


def _open(address, timeout):
    """Open an address; raise an error if the answer's headers take too long."""
    answers = queue.SimpleQueue()

    def ask():
        try:
            answers.put((urllib.request.urlopen(address, timeout=timeout), None))
        except Exception as error:  # raised again below
            answers.put((None, error))

    # The socket's own timeout starts again with each byte of the headers.
    threading.Thread(target=ask, daemon=True).start()
    try:
        source, failure = answers.get(timeout=timeout)
    except queue.Empty:
        raise TimeoutError(f"the server sent no complete answer in {timeout:g} s") from None
    if failure:
        raise failure
    return source


def _copy(source, sink, timeout):
    """Copy a stream; raise an error if it ends early or is too slow."""
    announced = source.headers["Content-Length"]
    expected, copied = int(announced) if announced and announced.isdecimal() else None, 0
    deadline, due = time.monotonic() + timeout, PIECE
    while data := source.read1(PIECE):
        sink.write(data)
        copied += len(data)
        if copied >= due:
            deadline, due = time.monotonic() + timeout, copied + PIECE
        elif time.monotonic() > deadline:
            raise TimeoutError(
                f"the download is too slow: less than {PIECE} bytes in {timeout:g} s"
            )
    if expected is not None and copied < expected:
        raise InputError(f"the download ended after {copied} of {expected} bytes")


def _check_digest(part, expected):
    found = digest_of(part)
    if found != expected:
        raise InputError(
            f"its SHA-256 is {found}, expected {expected}: the file is damaged, or another version"
        )


def _refuse_page(part):
    with part.open("rb") as file:
        beginning = file.read(256).lstrip().lower()
    if beginning.startswith((b"<!doctype html", b"<html")):
        raise InputError("the server sent an HTML page, such as an error or login page")
