"""Checkpoints of single classes, derived from those of a model of all classes."""

from evenbeat.gan.catalogue import MODELS
from evenbeat.gan.checkpoints import (
    read_discriminator,
    read_generator,
    read_templates,
    write_checkpoint,
)
from evenbeat.gan.core import Gan, find_model
from evenbeat.gan.training_stage import sample_fixed_latents
from evenbeat.gan.untrained import log_untrained, read_untrained_reason, write_untrained
from evenbeat.io.hdf5 import open_hdf5

# Attributes that the checkpoint of a class has in common with the shared one.
KEPT = (
    "training_beats",
    "sampling_rate",
    "filter",
    "scaling",
    "scale",
    "limit",
    "coefficients",
    "precision",
    "loss",
    "loss_unit",
    "loss_columns",
)


def condition_on_class(path, shared, gan_id, epoch, sample):
    """Write the checkpoint of one class: the shared networks with the class fixed.

    Parameters
    ----------
    path : str
        The checkpoint to write.
    shared : str
        The checkpoint of all classes.
    gan_id : evenbeat.gan.identity.GanId
        Identity of the GAN of the class.
    epoch : str
        Epoch of the checkpoint.
    sample : int
        Number of beats from fixed latents to store in the checkpoint.

    Raises
    ------
    InputError
        If the shared checkpoint cannot be read, or its beats are not finite.
    """
    own = gan_id.to_attributes() | {"epoch": epoch}
    if reason := read_untrained_reason(shared):
        log_untrained(gan_id, reason)
        write_untrained(path, reason, own)
        return
    model = find_model(gan_id.model)
    patients, templates = read_templates(shared)
    networks = {"generator": read_generator(shared)}
    if MODELS[gan_id.model].has_discriminator:
        networks["discriminator"] = read_discriminator(shared, templates.shape[1])
    fixed = {name: model.fix_class(network, gan_id.cls) for name, network in networks.items()}
    with open_hdf5(shared) as file:
        losses = file["losses"][()]
        attributes = own | {name: file.attrs[name] for name in KEPT}
        gan = Gan(fixed, {}, int(file.attrs["step"]), templates, patients)
    arrays = {"losses": losses, **sample_fixed_latents(gan, sample, gan_id)}
    write_checkpoint(path, gan, arrays, attributes)
