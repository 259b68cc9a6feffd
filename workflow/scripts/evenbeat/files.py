"""Files that appear whole or not at all, and HDF5 files that say what they hold."""

import contextlib
import json
import os
import tempfile
from pathlib import Path

import h5py
import numpy as np

from evenbeat.errors import InputError


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
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}.", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    part = Path(name)
    try:
        yield part
        # mkstemp makes files for the owner alone; results are shared like any other file.
        umask = os.umask(0)
        os.umask(umask)
        part.chmod(0o666 & ~umask)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def write_json(path, value):
    """Write `value` as indented JSON, whole or not at all; NaN is refused."""
    with whole_file(path) as part:
        part.write_text(json.dumps(value, indent=2, allow_nan=False) + "\n", encoding="utf-8")


def read_json(path):
    """Read a JSON file.

    Raises
    ------
    InputError
        If the file is not JSON, with what to do about it.
    """
    try:
        return json.loads(Path(path).read_text(encoding="utf-8"))
    except ValueError as error:
        raise InputError(f"{path} is not JSON ({error}). Delete it and run again.") from error


def write_datasets(path, datasets, attributes):
    """Write arrays with their units into a new HDF5 file, whole or not at all.

    Parameters
    ----------
    path : str or Path
    datasets : dict of str to (ndarray, str)
        For each dataset the array and its unit; "1" for a pure number.
    attributes : dict
        Provenance, set on the file.
    """
    with whole_file(path) as part, h5py.File(part, "w") as file:
        for name, (array, unit) in datasets.items():
            file.create_dataset(name, data=array).attrs["unit"] = unit
        file.attrs.update(attributes)


@contextlib.contextmanager
def open_hdf5(path):
    """Open an HDF5 file for reading.

    Raises
    ------
    InputError
        If it is missing, cut short or not HDF5.
    """
    try:
        file = h5py.File(path, "r")
    except OSError as error:
        raise InputError(
            f"{path} cannot be read as HDF5 ({error}). Delete it and run again: "
            "the workflow makes it anew."
        ) from error
    with file:
        yield file


def read_datasets(path):
    """Read a small HDF5 file whole.

    Returns
    -------
    arrays : dict of str to ndarray
    attributes : dict
    """
    with open_hdf5(path) as file:
        return {name: file[name][()] for name in file}, dict(file.attrs)


def write_array(path, array):
    """Write one array as .npy, whole or not at all."""
    with whole_file(path) as part:
        np.save(part, array, allow_pickle=False)


def read_array(path):
    """Read one array from .npy.

    Raises
    ------
    InputError
        If the file is cut short or is no array; pickled objects are never loaded.
    """
    try:
        return np.load(path, allow_pickle=False)
    except (ValueError, EOFError) as error:
        raise InputError(
            f"{path} is not a NumPy array ({error}). Delete it and run again."
        ) from error
