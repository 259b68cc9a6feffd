"""Safe loading of Keras networks from untrusted files."""

import json

from evenbeat.io.hdf5 import open_hdf5
from evenbeat.nn.backend import keras
from evenbeat.runtime.errors import InputError

# A file names the classes that Keras builds. Keras's own safe mode has failed before, and it allows
# classes that read files or open connections. The networks of this workflow need only these.
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
        What the user should do if it is something else, for the error message.

    Returns
    -------
    keras.Model

    Raises
    ------
    InputError
        If the file is damaged, or names a class outside the allowed ones. No code of the file has
        run by then.
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
    """Reject a network description that names other classes or modules at any depth."""
    if isinstance(node, dict):
        for key, allowed in (
            ("class_name", CLASSES),
            ("module", MODULES),
            ("registered_name", {None}),
        ):
            if key in node and node[key] not in allowed:
                raise ValueError(
                    f"it names the {key} {node[key]!r}, which no network of this workflow uses"
                )
        node = node.values()
    elif not isinstance(node, list):
        return
    for part in node:
        _check_objects(part)
