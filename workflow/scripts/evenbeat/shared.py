"""Milestones of one class out of a GAN that makes all of them."""

from evenbeat.gan import Gan, find_model
from evenbeat.hdf5 import open_hdf5
from evenbeat.milestones import (
    read_discriminator,
    read_generator,
    read_templates,
    write_milestone,
)
from evenbeat.seeds import seed_of_gan
from evenbeat.segment import sample_fixed
from evenbeat.untrained import name_attributes, name_target, read_reason, write_untrained

# What the milestone of a class says as the shared one does.
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
)


def specialise(path, shared, identity, sample):
    """Write the milestone of one class: the shared networks with the class held fast.

    Parameters
    ----------
    path : str
        The milestone to write.
    shared : str
        The milestone of all classes.
    identity : dict
        Split, model, seed, cls and epoch of the milestone, as strings.
    sample : int
        How many beats from fixed latents to keep in it.
    """
    if reason := read_reason(shared):
        print(f"no GAN for {name_target(identity)}: {reason}", flush=True)
        return write_untrained(path, reason, name_attributes(identity))
    model = find_model(identity["model"])
    patients, templates = read_templates(shared)
    networks = {"generator": read_generator(shared)}
    networks["discriminator"] = read_discriminator(shared, templates.shape[1])
    own = {name: model.fix_class(network, identity["cls"]) for name, network in networks.items()}
    with open_hdf5(shared) as file:
        losses = file["losses"][()]
        attributes = {name: file.attrs[name] for name in KEPT}
        gan = Gan(own, {}, int(file.attrs["step"]), templates, patients)
    fixed = sample_fixed(gan, sample, seed_of_gan(identity), identity)
    write_milestone(path, gan, {"losses": losses, **fixed}, name_attributes(identity) | attributes)
