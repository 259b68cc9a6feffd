"""Files that appear whole or not at all."""

import contextlib
import errno
import json
import os
import shutil
import tempfile
from pathlib import Path

from evenbeat.errors import FREE_SOME_SPACE, InputError

LEAST_FREE = 2**16  # bytes; a disk with less is full


@contextlib.contextmanager
def whole_file(path):
    """Give a temporary path beside `path` that takes its place when the block succeeds.

    Parameters
    ----------
    path : str or Path
        The file to write. Its folder is made if need be.

    Yields
    ------
    Path
        Where to write, on the same file system and with the same suffix. If the block raises,
        it is deleted and `path` stays as it was.

    Raises
    ------
    InputError
        If the disk is full, or the folder cannot be written to.
    """
    path, part = Path(path), None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(path.suffix, f".{path.stem}.", path.parent)
        os.close(handle)
        part = Path(name)
        yield part
        # mkstemp makes files for the owner alone; results are shared like any other file.
        umask = os.umask(0)
        os.umask(umask)
        part.chmod(0o666 & ~umask)
        part.replace(path)
    except Exception as error:
        if reason := _why_unwritten(path, error):
            raise InputError(f"{path} cannot be written: {reason} ({error})") from error
        raise
    finally:
        if part:
            part.unlink(missing_ok=True)


def _why_unwritten(path, error):
    """Say what is wrong with the place that a file was to have; None if something else is."""
    if isinstance(error, InputError):
        return None
    if getattr(error, "errno", None) in (errno.EROFS, errno.EACCES, errno.EPERM):
        return (
            f"{path.parent} is not to be written to. Give yourself the right to, or choose another "
            "folder in pathvars"
        )
    if _disk_is_full(path, error):
        return f"the disk is full. {FREE_SOME_SPACE}"
    return None


def _disk_is_full(path, error):
    """Tell whether a full disk explains an error; libraries seldom hand the system's own on."""
    if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT):
        return True
    unknown = isinstance(error, OSError | RuntimeError | ValueError)
    return unknown and shutil.disk_usage(path.parent).free < LEAST_FREE


def check_room(path, size):
    """Refuse to begin a file that the disk has no room for.

    HDF5 finds out in the middle, and prints pages of it.

    Parameters
    ----------
    path : str or Path
        In a folder that exists.
    size : int
        Bytes that will be needed at least.

    Raises
    ------
    InputError
    """
    free = shutil.disk_usage(Path(path).parent).free
    if free < size + LEAST_FREE:
        raise InputError(
            f"{path} cannot be written: the disk is full, {free} bytes are free and {size} needed. "
            f"{FREE_SOME_SPACE}"
        )


def write_json(path, value):
    """Write `value` as indented JSON, whole or not at all; NaN is refused."""
    with whole_file(path) as part:
        part.write_text(json.dumps(value, indent=2, allow_nan=False) + "\n", encoding="utf-8")


def read_json(path, keys=()):
    """Read a JSON file that holds an object.

    Parameters
    ----------
    path : str or Path
    keys : sequence of str
        What the object has to have.

    Raises
    ------
    InputError
        If the file holds something else, with what to do about it.
    """
    try:
        value = json.loads(Path(path).read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path} is not JSON ({error}). Delete it and run again.") from error
    if not isinstance(value, dict) or not value.keys() >= set(keys):
        raise InputError(
            f"{path} does not hold what a file of its name does: expected an object with "
            f"{', '.join(keys) or 'keys'}. Delete it and run again."
        )
    return value
