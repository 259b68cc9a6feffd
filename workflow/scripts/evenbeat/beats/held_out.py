"""Held-out training beats, on which no GAN is trained: they select checkpoints and test quality."""

from evenbeat.beats.table import read_beats
from evenbeat.io.hdf5 import read_datasets, write_datasets
from evenbeat.runtime.errors import InputError


def write_held_out(path, held_out, attributes):
    """Write which training beats of a split are held out from GAN training.

    Parameters
    ----------
    path : str or Path
    held_out : ndarray of bool, shape (n,)
        Whether each beat is held out.
    attributes : dict
        Provenance.
    """
    unit = "whether no GAN is trained on the beat"
    write_datasets(path, {"held_out": (held_out, unit)}, attributes)


def read_with_held_out(train, held_out, columns):
    """Read training beats with a column that says which are held out.

    Parameters
    ----------
    train, held_out : str or Path
        Files of `evenbeat.beats.splits.write_split` and of `write_held_out`.
    columns : sequence of str
        Columns of the beat table to read.

    Returns
    -------
    dict of str to ndarray, each of length n
        The columns and `held_out`, bool.

    Raises
    ------
    InputError
        If a file is damaged, or the two files are not of the same beats.
    """
    beats = read_beats(train, columns)
    mask = read_datasets(held_out)[0].get("held_out")
    number = len(beats[columns[0]])
    if mask is None or mask.dtype != bool or mask.shape != (number,):
        raise InputError(
            f"{held_out} does not say for each of the {number} beats of {train} whether it is held "
            "out; expected one value for each beat. Delete it and run again."
        )
    return beats | {"held_out": mask}
