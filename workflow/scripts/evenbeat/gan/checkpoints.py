"""Checkpoints of training: one HDF5 file each.

A file holds the state of the model, the losses of the training stage and a sample.
"""

import h5py

from evenbeat.io.checksum_trailer import checksummed_file
from evenbeat.io.hdf5 import open_hdf5
from evenbeat.runtime.errors import InputError

UNITS = {
    "losses": "see loss and loss_unit; columns: see loss_columns",
    "sample": "beats from fixed latents, to be multiplied by scale",
    "sample_rhythm": "rhythm of the sample, natural logarithms of ratios of RR intervals",
}


def write_checkpoint(path, model, state, arrays, attributes):
    """Write a checkpoint, atomically.

    Parameters
    ----------
    path : str or Path
        Ends in .h5.
    model : evenbeat.gan.interface.Model
    state : object
        The state of the model.
    arrays : dict of str to ndarray
        Names from `UNITS`: losses since the previous checkpoint, shape (steps, k), and beats from
        fixed latents.
    attributes : dict
        Provenance: model, class, seed, sampling rate, number of steps trained.
    """
    size = model.count_bytes(state) + sum(array.nbytes for array in arrays.values())
    with checksummed_file(path, size) as part:
        model.write(state, part)
        with h5py.File(part, "a") as file:
            for name, array in arrays.items():
                file.create_dataset(name, data=array).attrs["unit"] = UNITS[name]
            names = {"loss": model.LOSS, "loss_unit": model.UNIT}
            file.attrs.update(names | model.describe(state) | attributes)
            file.attrs["loss_columns"] = list(model.LOSSES)
            file.attrs["trained"] = True


def check_model(path, name):
    """Check that a checkpoint is of a model.

    Parameters
    ----------
    path : str or Path
    name : str
        Name of the model.

    Raises
    ------
    InputError
        If the file is damaged, or is of another model.
    """
    with open_hdf5(path) as file:
        found = file.attrs.get("model")
    if found != name:
        raise InputError(
            f"{path} is a checkpoint of another model: expected model {name!r}, found {found!r}. "
            "Delete it and run again."
        )
