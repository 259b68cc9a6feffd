"""Single arrays in sealed .npy files."""

import numpy as np

from evenbeat.errors import InputError
from evenbeat.seals import check_seal, sealed_file


def write_array(path, array):
    """Write one array as .npy, whole or not at all.

    Parameters
    ----------
    path : str or Path
    array : ndarray
        Of any shape, of numbers, bytes or fields of them.
    """
    with sealed_file(path, array.nbytes) as part:
        np.save(part, array, allow_pickle=False)


def read_array(path):
    """Read one array from .npy.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    ndarray
        As it was written.

    Raises
    ------
    InputError
        If the file is not as it was written, or is no array; pickled objects are never loaded.
    """
    check_seal(path)
    with open(path, "rb") as file:
        try:
            return np.lib.format.read_array(file, allow_pickle=False)
        except Exception as error:  # NumPy raises many kinds on damaged files
            raise InputError(
                f"{path} is not a NumPy array ({type(error).__name__}: {error}). "
                "Delete it and run again."
            ) from error
