"""Sealed HDF5 files that say what they hold, and hold all of it themselves."""

import contextlib

import h5py
import numpy as np

from evenbeat.errors import InputError
from evenbeat.seals import check_seal, sealed_file


def write_datasets(path, datasets, attributes, repetitive=()):
    """Write arrays with their units into a new HDF5 file, whole or not at all.

    Parameters
    ----------
    path : str or Path
    datasets : dict of str to (ndarray, str)
        For each dataset the array and its unit; "1" for a pure number.
    attributes : dict
        Provenance, set on the file.
    repetitive : sequence of str
        The datasets that are worth compressing.
    """
    size = sum(np.asarray(array).nbytes for array, _ in datasets.values())
    with sealed_file(path, size) as part, h5py.File(part, "w") as file:
        for name, (array, unit) in datasets.items():
            packing = {"compression": "gzip", "compression_opts": 1, "shuffle": True}
            options = packing if name in repetitive and np.size(array) else {}
            file.create_dataset(name, data=array, **options).attrs["unit"] = unit
        file.attrs.update(attributes)


@contextlib.contextmanager
def open_hdf5(path):
    """Open an HDF5 file for reading.

    Raises
    ------
    InputError
        If it is missing, is not as it was written or not HDF5, if any of its contents lie
        elsewhere, or if what the block reads of it is not there or of another kind.
    """
    check_seal(path)
    try:
        file = h5py.File(path, "r")
    except OSError as error:
        raise InputError(
            f"{path} cannot be read as HDF5 ({error}). Delete it and run again: "
            "the workflow makes it anew."
        ) from error
    with file:
        _check_self_contained(file, path)
        try:
            yield file
        except InputError:
            raise
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(
                f"{path} does not hold what a file of its name does ({type(error).__name__}: "
                f"{error}). Delete it and run again: the workflow makes it anew."
            ) from error


def _check_self_contained(file, path):
    """Refuse a file that would have HDF5 read other files of the reader's in its name."""

    def lies_elsewhere(name, link):
        if not isinstance(link, h5py.HardLink):
            return name
        node = file[name]
        if isinstance(node, h5py.Dataset) and (node.is_virtual or node.external):
            return name
        return None

    try:
        found = file.visititems_links(lies_elsewhere)
    except Exception as error:  # h5py raises many kinds on damaged files
        raise InputError(
            f"{path} cannot be read as HDF5 ({type(error).__name__}: {error}). "
            "Delete it and run again: the workflow makes it anew."
        ) from error
    if found is not None:
        raise InputError(
            f"{path} keeps {found!r} elsewhere (a link, external storage or a virtual dataset), "
            "which no file of this workflow does. Delete it and run again."
        )


def read_datasets(path):
    """Read a small HDF5 file whole.

    Returns
    -------
    arrays : dict of str to ndarray
    attributes : dict
    """
    with open_hdf5(path) as file:
        return {name: file[name][()] for name in file}, dict(file.attrs)
