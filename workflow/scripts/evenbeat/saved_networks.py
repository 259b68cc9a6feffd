"""Networks from files that anyone may have written: only what ours are made of is built."""

import json

from evenbeat.backend import keras
from evenbeat.errors import InputError
from evenbeat.hdf5 import open_hdf5

# A file says by name what Keras is to build. Keras's own safe mode has let code through before,
# and knows classes that read files or open connections; ours need none of that.
CLASSES = {
    "Activation",
    "Add",
    "AveragePooling1D",
    "BatchNormalization",
    "Concatenate",
    "Conv1D",
    "Conv1DTranspose",
    "DTypePolicy",
    "Dense",
    "Flatten",
    "Functional",
    "GlorotUniform",
    "GroupNormalization",
    "HeNormal",
    "InputLayer",
    "LayerNormalization",
    "LeakyReLU",
    "Ones",
    "Permute",
    "ReLU",
    "Reshape",
    "Subtract",
    "UpSampling1D",
    "Zeros",
    "__keras_tensor__",
}
MODULES = {"keras", "keras.initializers"}


def load_network(path, kind, remedy="Delete it and run again."):
    """Build the network that a file of Keras's HDF5 form describes, if it is one like ours.

    Parameters
    ----------
    path : str or Path
    kind : str
        What the file should be, for the error message.
    remedy : str
        What to do if it is not.

    Returns
    -------
    keras.Model

    Raises
    ------
    InputError
        If the file is damaged, or asks for a class that our networks do not have: nothing of it
        has been run by then.
    """
    with open_hdf5(path) as file:
        try:
            _check_objects(json.loads(file.attrs["model_config"]))
            return keras.models.load_model(path, compile=False, safe_mode=True)
        except Exception as error:  # Keras and h5py raise many kinds on damaged files
            raise InputError(
                f"{path} is not {kind} ({type(error).__name__}: {error}). {remedy}"
            ) from error


def _check_objects(node):
    """Refuse a description that names anything but our networks' classes, however deep."""
    if isinstance(node, dict):
        for key, allowed in (
            ("class_name", CLASSES),
            ("module", MODULES),
            ("registered_name", {None}),
        ):
            if key in node and node[key] not in allowed:
                raise ValueError(
                    f"it asks Keras for {key} {node[key]!r}, which no network of this workflow has"
                )
        node = node.values()
    elif not isinstance(node, list):
        return
    for part in node:
        _check_objects(part)
