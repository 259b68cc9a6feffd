"""Milestones of a GAN's training: one HDF5 file that Keras opens as the generator.

Beside the generator lie the discriminator, both optimizers, the losses since the milestone
before and a sample from fixed latents.
"""

import h5py
import numpy as np

from evenbeat import blog
from evenbeat.errors import InputError
from evenbeat.gan import NETWORKS, build_gan
from evenbeat.hdf5 import open_hdf5
from evenbeat.saved_networks import load_network
from evenbeat.seals import sealed_file


def _variables_beside_generator(gan):
    """List what training changes, by the group of the file that holds it."""
    return {
        "discriminator": gan.discriminator.weights,
        "generator_optimizer": gan.generator_optimizer.variables,
        "discriminator_optimizer": gan.discriminator_optimizer.variables,
    }


def write_milestone(path, gan, losses, sample, attributes):
    """Write a milestone, whole or not at all.

    Parameters
    ----------
    path : str or Path
        Ends in .h5.
    gan : evenbeat.gan.Gan
    losses : ndarray of float32, shape (steps, 2)
        Of the discriminator and of the generator, since the milestone before.
    sample : ndarray of float32, shape (n, 300)
        Beats from fixed latents.
    attributes : dict
        Provenance: model, precision, class, seed, sampling rate, normalisation.
    """
    with sealed_file(path, _size_of(gan) + losses.nbytes + sample.nbytes) as part:
        gan.generator.save(part)
        with h5py.File(part, "a") as file:
            for group, variables in _variables_beside_generator(gan).items():
                _write_variables(file.create_group(group), variables)
            file.create_dataset("losses", data=losses).attrs["unit"] = (
                "binary cross-entropy in nats; columns: discriminator, generator"
            )
            file.create_dataset("sample", data=sample).attrs["unit"] = "beats in [-1, 1]"
            file.attrs.update(attributes)
            file.attrs["trained"] = True
            file.attrs["step"] = gan.step
            file.attrs["latent"] = "standard normal"
            file.attrs["latent_shape"] = blog.LATENT_SHAPE


def _size_of(gan):
    """Tell how many bytes the numbers of a GAN take."""
    groups = [gan.generator.weights, *_variables_beside_generator(gan).values()]
    return sum(np.asarray(variable).nbytes for group in groups for variable in group)


def _write_variables(group, variables):
    for index, variable in enumerate(variables):
        dataset = group.create_dataset(f"{index:03d}", data=np.asarray(variable))
        dataset.attrs["name"] = variable.path


def read_gan(path, model, training, seed, precision):
    """Restore a GAN where a milestone left it.

    Parameters
    ----------
    path : str or Path
    model, training, seed
        As for `evenbeat.gan.build_gan`.
    precision : str
        In which the training is to go on.

    Returns
    -------
    evenbeat.gan.Gan

    Raises
    ------
    InputError
        If the file is damaged, or is the milestone of another network or precision.
    """
    generator = read_generator(path)
    with open_hdf5(path) as file:
        _check_origin(file, path, model, precision)
        gan = build_gan(model, training, seed)
        _assign(gan.generator.weights, [np.asarray(w) for w in generator.weights], path)
        gan.step = int(_attribute(file, path, "step"))
        for group, variables in _variables_beside_generator(gan).items():
            _restore(variables, file, group, path)
    return gan


def read_precision(path):
    """Tell in which precision a milestone was trained."""
    with open_hdf5(path) as file:
        return str(_attribute(file, path, "precision"))


def _check_origin(file, path, model, precision):
    found = {name: str(_attribute(file, path, name)) for name in ("model", "precision")}
    if found["model"] != model:
        raise InputError(
            f"{path} is the milestone of another network: expected model {model!r}, found "
            f"{found['model']!r}. Delete it and run again."
        )
    if found["precision"] != precision:
        raise InputError(
            f"{path} was trained in {found['precision']}, and this job would go on in {precision}. "
            "Delete this GAN's milestones and run again, or train all GANs anew with "
            f"gan.training.precision: {found['precision']}."
        )


def read_discriminator(path, model, seed):
    """Restore the discriminator alone.

    Parameters
    ----------
    path : str or Path
    model, seed
        As for `evenbeat.gan.build_gan`.

    Returns
    -------
    keras.Model
    """
    discriminator = NETWORKS[model].build_discriminator(seed)
    with open_hdf5(path) as file:
        _restore(discriminator.weights, file, "discriminator", path)
    return discriminator


def _restore(variables, file, group, path):
    if group not in file:
        raise InputError(
            f"{path} has no group {group!r}: it is not the milestone of a GAN. "
            "Delete it and run again."
        )
    _assign(variables, [dataset[()] for dataset in file[group].values()], path)


def read_generator(path):
    """Open a milestone as its generator.

    Returns
    -------
    keras.Model

    Raises
    ------
    InputError
        If it is damaged, or describes anything but a network of this workflow.
    """
    return load_network(
        path,
        "a milestone of a GAN",
        "Delete it and run again: training resumes from the milestone before it.",
    )


def _attribute(file, path, name):
    if name not in file.attrs:
        raise InputError(
            f"{path} has no attribute {name!r}: it is not a milestone. Delete it and run again."
        )
    return file.attrs[name]


def _assign(variables, values, path):
    expected = [(*variable.shape, str(variable.dtype)) for variable in variables]
    found = [(*np.shape(value), str(np.asarray(value).dtype)) for value in values]
    if expected != found:
        raise InputError(
            f"{path} is the milestone of another network: expected {len(expected)} arrays of "
            f"{expected}, found {len(found)} of {found}. Delete it and run again."
        )
    for variable, value in zip(variables, values, strict=True):
        variable.assign(value)
