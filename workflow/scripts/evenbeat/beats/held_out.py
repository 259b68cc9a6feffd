"""Training beats on which no GAN is trained: they select its checkpoint and measure its beats."""

from evenbeat.beats.table import read_beats
from evenbeat.io.hdf5 import read_datasets, write_datasets
from evenbeat.runtime.errors import InputError


def write_held_out(path, held_out, attributes):
    """Write which training beats of a split are held out.

    Parameters
    ----------
    path : str or Path
    held_out : ndarray of bool, shape (n,)
    attributes : dict
        Provenance.
    """
    unit = "whether no GAN is trained on the beat"
    write_datasets(path, {"held_out": (held_out, unit)}, attributes)


def read_with_held_out(train, held_out, columns):
    """Read training beats with a column that tells which are held out.

    Parameters
    ----------
    train, held_out : str or Path
        What `evenbeat.beats.splits.write_split` and `write_held_out` wrote.
    columns : sequence of str
        Of the table of beats.

    Returns
    -------
    dict of str to ndarray, each of length n
        The columns, and `held_out`, bool.

    Raises
    ------
    InputError
        If a file is damaged, or the two are not of the same beats.
    """
    beats = read_beats(train, columns)
    mask = read_datasets(held_out)[0].get("held_out")
    number = len(beats[columns[0]])
    if mask is None or mask.dtype != bool or mask.shape != (number,):
        raise InputError(
            f"{held_out} does not say of each of the {number} beats of {train} whether it is held "
            "out. Delete it and run again."
        )
    return beats | {"held_out": mask}
