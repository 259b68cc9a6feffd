"""Safe loading of Keras networks from untrusted files."""

import json

from evenbeat.io.hdf5 import open_hdf5
from evenbeat.nn.backend import keras
from evenbeat.runtime.errors import InputError

# The networks of this workflow need only these classes. A file names the classes that Keras builds;
# Keras's own safe mode had failures, and it allows classes that read files or open connections.
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
    "Multiply",
    "Ones",
    "Permute",
    "ReLU",
    "Rescaling",
    "Reshape",
    "Subtract",
    "UpSampling1D",
    "Zeros",
    "__keras_tensor__",
}
MODULES = {"keras", "keras.initializers"}


def load_network(path, kind, remedy="Delete it and run again."):
    """Load a network from a Keras HDF5 file if it has only classes that this workflow uses.

    Parameters
    ----------
    path : str or Path
    kind : str
        What the file should be, for the error message.
    remedy : str
        What the user should do otherwise, for the error message.

    Returns
    -------
    keras.Model

    Raises
    ------
    InputError
        If the file is damaged, or names a class that is not allowed. No code of the file is run.
    """
    with open_hdf5(path) as file:
        try:
            _check_objects(json.loads(file.attrs["model_config"]))
            return keras.models.load_model(path, compile=False, safe_mode=True)
        except Exception as error:  # Keras and h5py raise exceptions of many kinds
            raise InputError(
                f"{path} is not {kind} ({type(error).__name__}: {error}). {remedy}"
            ) from error


def _check_objects(node):
    """Reject a network description that names other classes or modules at any depth."""
    if isinstance(node, dict):
        for key, allowed in (
            ("class_name", CLASSES),
            ("module", MODULES),
            ("registered_name", {None}),
        ):
            if key in node and node[key] not in allowed:
                raise ValueError(
                    f"its {key} {node[key]!r} is not allowed: no network of this workflow uses it"
                )
        node = node.values()
    elif not isinstance(node, list):
        return
    for part in node:
        _check_objects(part)
