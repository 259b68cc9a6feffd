"""GANs that could not be trained: their checkpoints hold the reason instead of networks."""

from evenbeat.io.hdf5 import open_hdf5, write_datasets
from evenbeat.runtime.errors import InputError


def write_untrained(path, reason, attributes):
    """Write the checkpoint of a GAN that cannot be trained, so that the run can continue.

    Parameters
    ----------
    path : str or Path
    reason : str
        Why the GAN cannot be trained, for the report.
    attributes : dict
        Provenance.
    """
    write_datasets(path, {}, attributes | {"trained": False, "reason": reason})


def write_out_of_memory(path, reason, gan_id, epoch):
    """Write the checkpoint of a GAN whose training ran out of memory.

    Parameters
    ----------
    path : str
        The checkpoint to write.
    reason : str
        How the training ended.
    gan_id : evenbeat.gan.identity.GanId
    epoch : str
        Epoch of the checkpoint.
    """
    reason = (
        f"{reason} before epoch {epoch}; on a machine with more memory, run again with "
        f"--forcerun {path}"
    )
    log_untrained(gan_id, reason)
    write_untrained(path, reason, gan_id.to_attributes() | {"epoch": epoch})


def log_untrained(gan_id, reason):
    """Log that a GAN is not trained, and why.

    Parameters
    ----------
    gan_id : evenbeat.gan.identity.GanId
    reason : str
    """
    print(f"no GAN for {gan_id.target}: {reason}", flush=True)


def read_untrained_reason(path):
    """Read the reason why a checkpoint holds no GAN.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    str or None
        None if the checkpoint holds a GAN.

    Raises
    ------
    InputError
        If the file has neither networks nor a reason.
    """
    with open_hdf5(path) as file:
        found = {name: file.attrs.get(name) for name in ("trained", "reason")}
    if found["trained"] is None or not (found["trained"] or found["reason"]):
        raise InputError(
            f"{path} is not a checkpoint: it has neither networks nor the reason why they are "
            "missing. Expected a file gan_<class>_epoch<n>.h5 of a run. If a job of the workflow "
            "stops with this message, delete the file and run again."
        )
    return None if found["trained"] else str(found["reason"])
