"""Atomic writing of files: they appear whole or not at all."""

import contextlib
import errno
import glob
import os
import shutil
import tempfile
from pathlib import Path

from evenbeat.runtime.errors import FREE_SOME_SPACE, InputError

MARK = ".evenbeat-"  # only temporary files have it in their names
LEAST_FREE = 2**16  # bytes; a disk with less free space counts as full


@contextlib.contextmanager
def atomic_write(path):
    """Provide a temporary path that replaces `path` if the block succeeds.

    Parameters
    ----------
    path : str or Path
        The file to write. Its folder is created if it is missing.

    Yields
    ------
    Path
        Where to write, in the same folder and with the same suffix. If the block raises, it is
        deleted and `path` stays as it was.

    Raises
    ------
    InputError
        If the disk is full, or the user may not write to the folder.
    """
    path, part = Path(path), None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove_abandoned(path)
        handle, name = tempfile.mkstemp(path.suffix, f".{path.stem}{MARK}", path.parent)
        os.close(handle)
        part = Path(name)
        yield part
        # mkstemp creates files that only their owner may read; results get the usual permissions.
        umask = os.umask(0)
        os.umask(umask)
        part.chmod(0o666 & ~umask)
        part.replace(path)
    except Exception as error:
        if reason := _why_unwritten(path, error):
            raise InputError(f"{path} cannot be written: {reason} ({_words(error)})") from error
        raise
    finally:
        if part:
            part.unlink(missing_ok=True)


def refuse_existing(paths):
    """Refuse to write over files.

    Parameters
    ----------
    paths : sequence of Path

    Raises
    ------
    InputError
        If one of them exists.
    """
    if existing := [str(path) for path in paths if path.exists()]:
        raise InputError(
            f"{', '.join(existing)} exists. Choose another name, or use --force to replace it"
        )


def refuse_folders(paths):
    """Refuse to write to paths that are folders, before the first of several files is written.

    Parameters
    ----------
    paths : sequence of Path

    Raises
    ------
    InputError
        If one of them is a folder.
    """
    if folders := [str(path) for path in paths if path.is_dir()]:
        raise InputError(
            f"{', '.join(folders)} is a folder; expected a file or nothing. Choose another name, "
            "or remove the folder"
        )


def _remove_abandoned(path):
    """Remove temporary files of killed processes; no two jobs write the same file at a time."""
    beginning, ending = glob.escape(f".{path.stem}{MARK}"), glob.escape(path.suffix)
    for part in path.parent.glob(f"{beginning}{'[a-z0-9_]' * 8}{ending}"):
        part.unlink(missing_ok=True)


def _why_unwritten(path, error):
    """Explain why a file could not be written; None if the error has another cause."""
    if isinstance(error, InputError):
        return None
    code = _error_code(error)
    if code in (errno.EROFS, errno.EACCES, errno.EPERM):
        return (
            f"you may not write to {path.parent}. Change its permissions, or choose another "
            "folder; that of a run is set in pathvars"
        )
    if code in (errno.ENOTDIR, errno.EEXIST, errno.EISDIR):
        return (
            "there is a folder with the name of the file, or a file with the name of a folder. "
            "Choose another name"
        )
    if _disk_is_full(path, error):
        return f"the disk is full. {FREE_SOME_SPACE}"
    return None


def _error_code(error):
    """Return the system's error code, or None: libraries often hide it."""
    return getattr(error, "errno", None)


def _words(error):
    """Describe an error as the system does; HDF5 adds lines of addresses and sizes."""
    code = _error_code(error)
    return os.strerror(code) if code else error


def _disk_is_full(path, error):
    """Tell whether a full disk explains an error, also one whose error code is hidden."""
    code = _error_code(error)
    if code is not None:
        return code in (errno.ENOSPC, errno.EDQUOT)
    could_be = isinstance(error, OSError | RuntimeError | ValueError)
    return could_be and shutil.disk_usage(path.parent).free < LEAST_FREE


def check_room(path, size):
    """Check that the disk has room for a new file.

    HDF5 would fail only in the middle of the file, and print pages of errors.

    Parameters
    ----------
    path : str or Path
        A file in a folder that exists.
    size : int
        Minimum size of the file, bytes.

    Raises
    ------
    InputError
        If there is less free space.
    """
    free = shutil.disk_usage(Path(path).parent).free
    if free < size + LEAST_FREE:
        raise InputError(
            f"{path} cannot be written: the disk is full, {free} bytes are free, {size} are "
            f"needed. {FREE_SOME_SPACE}"
        )
