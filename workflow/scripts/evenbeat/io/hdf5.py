"""Self-contained HDF5 files with units, provenance and a checksum trailer."""

import contextlib

import h5py
import numpy as np

from evenbeat.io.checksum_trailer import checksummed_file, verify_checksum
from evenbeat.runtime.errors import InputError

MOST_VALUES = 4000  # in an attribute of the older format: a text takes 16 bytes of 64 KiB


def write_datasets(path, datasets, attributes, repetitive=()):
    """Write arrays with their units into a new HDF5 file, whole or not at all.

    Parameters
    ----------
    path : str or Path
    datasets : dict of str to (ndarray, str)
        The array and its unit for each dataset; "1" for a dimensionless number.
    attributes : dict
        Provenance, stored as attributes of the file.
    repetitive : sequence of str
        The datasets that are worth compressing.

    Raises
    ------
    InputError
        If the disk is full, or the user may not write to the folder.
    """
    size = sum(np.asarray(array).nbytes for array, _ in datasets.values())
    # Only the newer format holds long attributes; older programs read only the older format.
    is_long = any(np.size(value) > MOST_VALUES for value in attributes.values())
    version = "v110" if is_long else None
    with checksummed_file(path, size) as part, h5py.File(part, "w", libver=version) as file:
        for name, (array, unit) in datasets.items():
            packing = {"compression": "gzip", "compression_opts": 1, "shuffle": True}
            options = packing if name in repetitive and np.size(array) else {}
            file.create_dataset(name, data=array, **options).attrs["unit"] = unit
        file.attrs.update(attributes)


@contextlib.contextmanager
def open_hdf5(path):
    """Open an HDF5 file for reading.

    Parameters
    ----------
    path : str or Path

    Yields
    ------
    h5py.File

    Raises
    ------
    InputError
        If the file is missing, has changed since it was written, is not HDF5 or refers to other
        files, or if the block does not find what it expects in it.
    """
    verify_checksum(path)
    with open_unverified(path) as file:
        yield file


@contextlib.contextmanager
def open_unverified(path):
    """Open an HDF5 file without its checksum: it is verified already, or takes too long.

    Parameters
    ----------
    path : str or Path

    Yields
    ------
    h5py.File

    Raises
    ------
    InputError
        As for `open_hdf5`, but a damaged file may be noticed late or not at all.
    """
    try:
        file = h5py.File(path, "r")
    except OSError as error:
        raise InputError(_explain_unreadable(path, error)) from error
    with file:
        _check_self_contained(file, path)
        try:
            yield file
        except InputError:
            raise
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(
                f"{path} does not hold the expected content ({type(error).__name__}: {error}). "
                "Delete it and run again: the workflow makes a new one."
            ) from error


def _explain_unreadable(path, error):
    return (
        f"{path} cannot be read as HDF5 ({type(error).__name__}: {error}). Delete it and run "
        "again: the workflow makes a new one."
    )


def _check_self_contained(file, path):
    """Reject a file that makes HDF5 read other files, which may be private files of the user."""

    def lies_elsewhere(name, link):
        if not isinstance(link, h5py.HardLink):
            return name
        node = file[name]
        if isinstance(node, h5py.Dataset) and (node.is_virtual or node.external):
            return name
        return None

    try:
        found = file.visititems_links(lies_elsewhere)
    except Exception as error:  # h5py raises exceptions of many kinds on damaged files
        raise InputError(_explain_unreadable(path, error)) from error
    if found is not None:
        raise InputError(
            f"{path} stores {found!r} elsewhere (a link, external storage or a virtual dataset); "
            "expected a file that holds all its data. Delete it and run again."
        )


def read_datasets(path):
    """Read a small HDF5 file completely.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    arrays : dict of str to ndarray
    attributes : dict

    Raises
    ------
    InputError
        As for `open_hdf5`.
    """
    with open_hdf5(path) as file:
        return {name: file[name][()] for name in file}, dict(file.attrs)
