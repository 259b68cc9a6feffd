"""The interface of the models that generate beats, which is all in arrays."""

import abc

import h5py
import numpy as np

from evenbeat.beats.table import FEATURES
from evenbeat.io.hdf5 import open_hdf5
from evenbeat.runtime.errors import InputError


class Model(abc.ABC):
    """A model that generates beats.

    `train` and `sample` are enough for a model of one class whose state is a dict of arrays. A
    model in Keras is a `evenbeat.gan.keras_model.KerasModel`, which has them.

    Attributes
    ----------
    LOSS, UNIT : str
        Name and unit of what training minimises.
    LOSSES : tuple of str
        What has a loss: the names of the k columns of losses.
    """

    LOSS, UNIT = "loss", "pure number"
    LOSSES = ("loss",)

    @abc.abstractmethod
    def train(self, beats, training, seed, epochs, state=None, report=print):
        """Train for some epochs.

        Parameters
        ----------
        beats : dict of str to ndarray, each of length n
            Training beats: columns waveform, shape (n, length), template, shape (n, length),
            rhythm, shape (n, 6), label and patient; also `sampling_rate`, in Hz.
        training : dict
            The model's `training` of the configuration.
        seed : int
            Same seed, same state.
        epochs : int
            Number of epochs to train.
        state : object, optional
            From which the training goes on: what the previous call returned, after `write` and
            `read`.
        report : callable
            Takes a line of progress.

        Returns
        -------
        state : object
            The trained model; a dict of arrays, if `write` and `read` are not overridden.
        losses : ndarray of float, shape (steps, k)

        Raises
        ------
        InputError
            If the training diverges, or the beats do not suit the model.
        """

    @abc.abstractmethod
    def sample(self, state, number, seed):
        """Generate beats.

        Parameters
        ----------
        state : object
        number : int
        seed : int
            The first k beats are the same for every `number`.

        Returns
        -------
        dict of str to ndarray, each of length `number`
            `waveform`, float32, shape (number, length), in the unit of the training beats. If the
            model makes them, `rhythm`, float32, shape (number, 6). If the beats are made for
            patients, `template`, float32, shape (number, length), and `patient`, their names.
        """

    def discriminate(self, state, beats):
        """Score how real beats look; only for a model with a discriminator.

        Parameters
        ----------
        state : object
        beats : dict of str to ndarray, each of length n
            As `sample` returns them.

        Returns
        -------
        ndarray of float, shape (n,)
            From 0 to 1, higher for more real.

        Raises
        ------
        InputError
            If the model has no discriminator.
        """
        raise InputError(f"{_name(self)} has no method discriminate; choose another screen")

    def fix_class(self, state, cls):
        """Fix the class of which beats are made; only for a model of all classes.

        Parameters
        ----------
        state : object
        cls : str

        Returns
        -------
        object
            A state of which `sample` makes beats of the class.

        Raises
        ------
        InputError
            If the model is not of all classes, or has no such class.
        """
        raise InputError(
            f"{_name(self)} has no method fix_class, which a model of all_classes needs; add it"
        )

    def describe(self, state):
        """Describe the state for the attributes of its checkpoint.

        Parameters
        ----------
        state : object

        Returns
        -------
        dict
            At least `scale` and `limit`, as for `evenbeat.gan.scaling.normalise`, by which
            checkpoints are compared, and `precision`, of the training.
        """
        return {"scale": 1.0, "limit": np.inf, "precision": "own"}

    def count_bytes(self, state):
        """Count the bytes that `write` needs at least.

        Parameters
        ----------
        state : object

        Returns
        -------
        int
        """
        return sum(np.asarray(array).nbytes for array in state.values())

    def write(self, state, path):
        """Write the state as a new HDF5 file.

        Parameters
        ----------
        state : object
        path : Path
        """
        with h5py.File(path, "w") as file:
            group = file.create_group("state")
            for name, array in state.items():
                group.create_dataset(name, data=array)

    def read(self, path):
        """Read the state from a checkpoint.

        Parameters
        ----------
        path : str or Path

        Returns
        -------
        object

        Raises
        ------
        InputError
            If the file is damaged or is a checkpoint of another model.
        """
        with open_hdf5(path) as file:
            if "state" not in file:
                raise InputError(
                    f"{path} has no group 'state': it is not a checkpoint of this model. Delete it "
                    "and run again."
                )
            return {name: dataset[()] for name, dataset in file["state"].items()}


def is_finite(made):
    """Tell whether all columns that a model has generated are finite.

    Parameters
    ----------
    made : dict of str to ndarray
        As `Model.sample` returns it.

    Returns
    -------
    bool
    """
    return all(np.isfinite(made[name]).all() for name in FEATURES if name in made)


def _name(model):
    return f"the model {type(model).__module__}.{type(model).__name__}"
