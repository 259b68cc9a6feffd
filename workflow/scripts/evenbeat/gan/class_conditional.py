"""Checkpoints of single classes, derived from the checkpoints of a model of all classes."""

from evenbeat.gan.catalogue import find_model
from evenbeat.gan.checkpoints import write_checkpoint
from evenbeat.gan.training_stage import sample_fixed_latents
from evenbeat.gan.untrained import log_untrained, read_untrained_reason, write_untrained
from evenbeat.io.hdf5 import open_hdf5

# Attributes that the checkpoint of a class takes from the shared checkpoint.
KEPT = ("training_beats", "sampling_rate", "filter", "scaling")


def condition_on_class(path, shared, gan_id, epoch, sample, module=None):
    """Write the checkpoint of one class: the shared state with the class fixed.

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
    module : str, optional
        Python file of the user's own model.

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
    model = find_model(gan_id.model, module)
    state = model.fix_class(model.read(shared), gan_id.cls)
    with open_hdf5(shared) as file:
        losses = file["losses"][()]
        attributes = own | {name: file.attrs[name] for name in KEPT}
    arrays = {"losses": losses, **sample_fixed_latents(model, state, sample, gan_id)}
    write_checkpoint(path, model, state, arrays, attributes)
