"""Keras models in checkpoints: Keras can open a checkpoint as the generator.

The other networks and the optimizers are in groups of the same file.
"""

import h5py
import numpy as np

from evenbeat.io.hdf5 import open_hdf5
from evenbeat.nn.safe_load import load_network
from evenbeat.runtime.errors import InputError


def _variables_beside_generator(gan):
    """List the variables outside the generator, by the group of the file that holds them."""
    return {name: variables for name, variables in gan.variables().items() if name != "generator"}


def write_gan(path, gan):
    """Write all variables of a GAN into a new file.

    Parameters
    ----------
    path : Path
        Ends in .h5.
    gan : evenbeat.gan.core.Gan
    """
    gan.networks["generator"].save(path)
    with h5py.File(path, "a") as file:
        for group, variables in _variables_beside_generator(gan).items():
            _write_variables(file.create_group(group), variables)
        if gan.templates is not None:
            templates = file.create_dataset("templates", data=gan.templates)
            templates.attrs["unit"] = "a median beat of each patient, scaled lead, pure number"
            names = np.char.encode(gan.patients, "utf-8")
            file.create_dataset("patients", data=names).attrs["unit"] = "patient names"
        file.attrs["latent"] = "standard normal"
        shapes = {x.name: x.shape[1:] for x in gan.networks["generator"].inputs}
        file.attrs["latent_shape"] = shapes["latent"]


def _write_variables(group, variables):
    for index, variable in enumerate(variables):
        dataset = group.create_dataset(f"{index:03d}", data=np.asarray(variable))
        dataset.attrs["name"] = variable.path


def read_gan(path, gan, precision):
    """Load the state of a checkpoint into an untrained GAN.

    Parameters
    ----------
    path : str or Path
    gan : evenbeat.gan.core.Gan
        A GAN of the same model and data; changed in place.
    precision : {"float32", "bfloat16"}
        Precision in which the training continues.

    Raises
    ------
    InputError
        If the file is damaged, or is a checkpoint of another network or precision.
    """
    generator = read_generator(path)
    with open_hdf5(path) as file:
        _check_precision(file, path, precision)
        weights = [np.asarray(weight) for weight in generator.weights]
        _assign(gan.networks["generator"].weights, weights, path)
        gan.step = _read_step(file, path)
        for group, variables in _variables_beside_generator(gan).items():
            _restore(variables, file, group, path)


def _read_step(file, path):
    step = _attribute(file, path, "step")
    if not isinstance(step, int | np.integer) or step < 0:
        raise InputError(
            f"{path} has step {step!r}; expected an integer of at least 0. Delete it and run again."
        )
    return int(step)


def _check_precision(file, path, precision):
    found = str(_attribute(file, path, "precision"))
    if found != precision:
        raise InputError(
            f"{path} was trained in {found}, but this job would continue in {precision}; expected "
            "the same precision. Delete this GAN's checkpoints and run again, or set this model's "
            f"precision to {found} and train all its GANs again."
        )


def read_description(path, names):
    """Read the description of a checkpoint's state, without its networks.

    Parameters
    ----------
    path : str or Path
    names : sequence of str
        Names of attributes.

    Returns
    -------
    attributes : dict
    of_gan : dict
        `step`; and `patients` and `templates`, if the generator uses a template. All are attributes
        of `evenbeat.gan.core.Gan`.

    Raises
    ------
    InputError
        If the file is damaged or lacks one of the attributes.
    """
    with open_hdf5(path) as file:
        attributes = {name: _attribute(file, path, name) for name in names}
        of_gan = {"step": _read_step(file, path)}
        if "templates" in file:
            of_gan["patients"] = np.char.decode(file["patients"][()], "utf-8")
            of_gan["templates"] = file["templates"][()]
        return attributes, of_gan


def read_discriminator(path, model, length):
    """Load the discriminator of a checkpoint.

    Parameters
    ----------
    path : str or Path
    model : evenbeat.gan.keras_model.KerasModel
        The model of the checkpoint.
    length : int
        Number of samples of a beat.

    Returns
    -------
    keras.Model

    Raises
    ------
    InputError
        If the file is damaged, is not a checkpoint of a GAN for beats of this length, or is of a
        model without a discriminator.
    """
    with open_hdf5(path) as file:
        if model.rebuild_discriminator is None:
            name = _attribute(file, path, "model")
            raise InputError(
                f"{path} is of the model {name}, which has no discriminator; choose another screen"
            )
        needed = {name: _attribute(file, path, name) for name in ("class", *model.ATTRIBUTES)}
        try:
            discriminator = model.rebuild_discriminator(length, needed)
        except InputError as error:
            raise InputError(
                f"{path} is not a valid checkpoint: {error}. Delete it and run again."
            ) from error
        _restore(discriminator.weights, file, "discriminator", path)
    return discriminator


def _restore(variables, file, group, path):
    if group not in file:
        raise InputError(
            f"{path} has no group {group!r}: it is not a checkpoint of a GAN. "
            "Delete it and run again."
        )
    _assign(variables, [dataset[()] for dataset in file[group].values()], path)


def read_generator(path):
    """Load the generator of a checkpoint.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    keras.Model

    Raises
    ------
    InputError
        If the file is damaged, or describes a network that is not of this workflow.
    """
    return load_network(
        path,
        "a checkpoint of a GAN",
        "Delete it and run again: training resumes from the previous checkpoint.",
    )


def _attribute(file, path, name):
    if name not in file.attrs:
        raise InputError(
            f"{path} has no attribute {name!r}: it is not a checkpoint. Delete it and run again."
        )
    return file.attrs[name]


def _assign(variables, values, path):
    expected = [(*variable.shape, str(variable.dtype)) for variable in variables]
    found = [(*np.shape(value), str(np.asarray(value).dtype)) for value in values]
    if expected != found:
        raise InputError(
            f"{path} is a checkpoint of another network: expected {len(expected)} arrays of shapes "
            f"and types {expected}, found {len(found)} of {found}. Delete it and run again."
        )
    for variable, value in zip(variables, values, strict=True):
        variable.assign(value)
