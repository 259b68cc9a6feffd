"""The interface of the models that generate beats: arrays in, arrays out."""

import abc

import h5py
import numpy as np

from evenbeat.io.hdf5 import open_hdf5
from evenbeat.runtime.errors import InputError


class Model(abc.ABC):
    """A model that generates beats.

    `train` and `sample` are enough for a model of one class whose state is a dict of arrays. For a
    model in Keras, `evenbeat.gan.keras_model.KerasModel` implements both.

    Attributes
    ----------
    LOSS, UNIT : str
        Name and unit of the loss that training minimises.
    LOSSES : tuple of str
        Names of the k columns of losses, for example of the networks.
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
            The same seed gives the same state.
        epochs : int
            Number of epochs to train.
        state : object, optional
            The state from which the training continues: the result of the previous call, after
            `write` and `read`.
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
            If the training diverges, or the model cannot use the beats.
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
        """Score how real beats look; only in a model with a discriminator.

        Parameters
        ----------
        state : object
        beats : dict of str to ndarray, each of length n
            As `sample` returns them.

        Returns
        -------
        ndarray of float, shape (n,)
            From 0 to 1; higher for beats that look more real.

        Raises
        ------
        InputError
            If the model has no discriminator.
        """
        raise InputError(f"{_name(self)} has no method discriminate; choose another screen")

    def fix_class(self, state, cls):
        """Fix the class of the beats to make; only in a model of all classes.

        Parameters
        ----------
        state : object
        cls : str

        Returns
        -------
        object
            A state from which `sample` makes beats of the class.

        Raises
        ------
        InputError
            If the model is not of all classes, or has no such class.
        """
        raise InputError(
            f"{_name(self)} has no method fix_class, which a model with all_classes needs; add it"
        )

    def describe(self, state):
        """Describe the state for the attributes of its checkpoint.

        Parameters
        ----------
        state : object

        Returns
        -------
        dict
            At least `scale` and `limit`, as for `evenbeat.gan.scaling.normalise`, which the
            comparison of checkpoints uses, and the `precision` of the training.
        """
        return {"scale": 1.0, "limit": np.inf, "precision": "own"}

    def count_bytes(self, state):
        """Count the minimum number of bytes that `write` needs.

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


def _name(model):
    return f"the model {type(model).__module__}.{type(model).__name__}"
