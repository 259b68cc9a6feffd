"""Checkpoints of GAN training: one HDF5 file each, which Keras can open as the generator.

A file also holds the other networks, the optimizers, the losses of the training stage and a sample.
"""

import h5py
import numpy as np

from evenbeat.gan.catalogue import MODELS
from evenbeat.gan.core import find_model
from evenbeat.io.checksum_trailer import checksummed_file
from evenbeat.io.hdf5 import open_hdf5
from evenbeat.nn.safe_load import load_network
from evenbeat.runtime.errors import InputError

UNITS = {
    "losses": "see loss and loss_unit; columns: see loss_columns",
    "sample": "beats from fixed latents, to be multiplied by scale",
    "sample_rhythm": "rhythm of the sample, natural logarithms of ratios of RR intervals",
    "templates": "a median beat of each patient, scaled lead, pure number",
    "patients": "patient names",
}


def _variables_beside_generator(gan):
    """List the variables that training changes, by the group of the file that holds them."""
    return {name: variables for name, variables in gan.variables().items() if name != "generator"}


def write_checkpoint(path, gan, arrays, attributes):
    """Write a checkpoint, atomically.

    Parameters
    ----------
    path : str or Path
        Ends in .h5.
    gan : evenbeat.gan.core.Gan
    arrays : dict of str to ndarray
        Names from `UNITS`: losses since the previous checkpoint, shape (steps, k), and beats from
        fixed latents.
    attributes : dict
        Provenance: model, precision, class, seed, sampling rate, normalisation.
    """
    if gan.templates is not None:
        names = np.char.encode(gan.patients, "utf-8")
        arrays = arrays | {"templates": gan.templates, "patients": names}
    size = sum(array.nbytes for array in arrays.values())
    with checksummed_file(path, _size_of(gan) + size) as part:
        gan.networks["generator"].save(part)
        with h5py.File(part, "a") as file:
            for group, variables in _variables_beside_generator(gan).items():
                _write_variables(file.create_group(group), variables)
            for name, array in arrays.items():
                file.create_dataset(name, data=array).attrs["unit"] = UNITS[name]
            file.attrs.update(attributes)
            file.attrs["trained"] = True
            file.attrs["step"] = gan.step
            file.attrs["latent"] = "standard normal"
            shapes = {x.name: x.shape[1:] for x in gan.networks["generator"].inputs}
            file.attrs["latent_shape"] = shapes["latent"]


def _size_of(gan):
    """Compute the size of a GAN's variables in bytes."""
    return sum(np.asarray(v).nbytes for variables in gan.variables().values() for v in variables)


def _write_variables(group, variables):
    for index, variable in enumerate(variables):
        dataset = group.create_dataset(f"{index:03d}", data=np.asarray(variable))
        dataset.attrs["name"] = variable.path


def read_gan(path, gan, model, precision):
    """Load the state of a checkpoint into an untrained GAN.

    Parameters
    ----------
    path : str or Path
    gan : evenbeat.gan.core.Gan
        Of the same model and data; changed in place.
    model : str
    precision : {"float32", "bfloat16"}
        Precision in which the training continues.

    Raises
    ------
    InputError
        If the file is damaged, or is a checkpoint of another model, network or precision.
    """
    generator = read_generator(path)
    with open_hdf5(path) as file:
        _check_origin(file, path, model, precision)
        weights = [np.asarray(weight) for weight in generator.weights]
        _assign(gan.networks["generator"].weights, weights, path)
        gan.step = _read_step(file, path)
        for group, variables in _variables_beside_generator(gan).items():
            _restore(variables, file, group, path)


def _read_step(file, path):
    step = _attribute(file, path, "step")
    if not isinstance(step, int | np.integer) or step < 0:
        raise InputError(
            f"{path} has step {step!r}, expected an integer of at least 0. Delete it and run again."
        )
    return int(step)


def read_precision(path):
    """Read the precision in which the GAN of a checkpoint was trained.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    str

    Raises
    ------
    InputError
        If the file is damaged or no checkpoint.
    """
    with open_hdf5(path) as file:
        return str(_attribute(file, path, "precision"))


def _check_origin(file, path, model, precision):
    found = {name: str(_attribute(file, path, name)) for name in ("model", "precision")}
    if found["model"] != model:
        raise InputError(
            f"{path} is the checkpoint of another network: expected model {model!r}, found "
            f"{found['model']!r}. Delete it and run again."
        )
    if found["precision"] != precision:
        raise InputError(
            f"{path} was trained in {found['precision']}, but this job would continue in "
            f"{precision}. Delete this GAN's checkpoints and run again, or set this model's "
            f"precision to {found['precision']} and train all its GANs again."
        )


def read_discriminator(path, length):
    """Load the discriminator of a checkpoint.

    Parameters
    ----------
    path : str or Path
    length : int
        Samples of a beat.

    Returns
    -------
    keras.Model

    Raises
    ------
    InputError
        If the file is damaged, is no checkpoint of a GAN for beats of this length, or is of a model
        without a discriminator.
    """
    with open_hdf5(path) as file:
        discriminator = _rebuild_discriminator(file, path, length)
        _restore(discriminator.weights, file, "discriminator", path)
    return discriminator


def _rebuild_discriminator(file, path, length):
    name = str(_attribute(file, path, "model"))
    if name in MODELS and not MODELS[name].has_discriminator:
        raise InputError(
            f"{path} is of the model {name}, which has no discriminator; choose another screen"
        )
    try:
        model = find_model(name)
        needed = {name: _attribute(file, path, name) for name in model.DISCRIMINATOR_ATTRIBUTES}
        return model.rebuild_discriminator(length, **needed)
    except InputError as error:
        raise InputError(
            f"{path} is not a valid checkpoint: {error}. Delete it and run again."
        ) from error


def read_templates(path):
    """Read the templates of the patients for whom a GAN can generate beats.

    Parameters
    ----------
    path : str or Path
        A checkpoint.

    Returns
    -------
    patients : ndarray of str, shape (p,)
        Empty where the GAN takes no template.
    templates : ndarray of float32, shape (p, length), or None
        None where the GAN takes no template.

    Raises
    ------
    InputError
        If the file is damaged.
    """
    with open_hdf5(path) as file:
        if "templates" not in file:
            return np.array([], dtype=str), None
        return np.char.decode(file["patients"][()], "utf-8"), file["templates"][()]


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
        If the file is damaged, or describes a network that this workflow cannot have written.
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
            f"{path} is the checkpoint of another network: expected {len(expected)} arrays of "
            f"{expected}, found {len(found)} of {found}. Delete it and run again."
        )
    for variable, value in zip(variables, values, strict=True):
        variable.assign(value)
