"""GANs that could not be trained: checkpoints that hold the reason in place of networks."""

from evenbeat.io.hdf5 import open_hdf5, write_datasets
from evenbeat.runtime.errors import InputError


def write_skipped(path, reason, attributes):
    """Write the checkpoint of a GAN that cannot be trained, so that the run says so and goes on.

    Parameters
    ----------
    path : str or Path
    reason : str
        For the reader of the report.
    attributes : dict
        Provenance.
    """
    write_datasets(path, {}, attributes | {"trained": False, "reason": reason})


def skip_for_memory(path, reason, gan_id, epoch):
    """Write the checkpoint of a GAN whose training ran out of memory.

    Parameters
    ----------
    path : str
        The checkpoint to write.
    reason : str
        How the training ended.
    gan_id : evenbeat.gan.identity.GanId
    epoch : str
        The checkpoint's.
    """
    reason = (
        f"{reason} before epoch {epoch}; where there is more of it, run again with "
        f"--forcerun {path}"
    )
    report_skipped(gan_id, reason)
    write_skipped(path, reason, gan_id.to_attributes() | {"epoch": epoch})


def report_skipped(gan_id, reason):
    """Say in the log that a GAN is not trained, and why.

    Parameters
    ----------
    gan_id : evenbeat.gan.identity.GanId
    reason : str
    """
    print(f"no GAN for {gan_id.target}: {reason}", flush=True)


def read_skip_reason(path):
    """Read why a checkpoint holds no GAN.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    str or None
        None where it holds one.

    Raises
    ------
    InputError
        If the file has neither networks nor a reason.
    """
    with open_hdf5(path) as file:
        found = {name: file.attrs.get(name) for name in ("trained", "reason")}
    if found["trained"] is None or not (found["trained"] or found["reason"]):
        raise InputError(
            f"{path} is not a milestone: it has neither networks nor the reason for their lack. "
            "Delete it and run again."
        )
    return None if found["trained"] else str(found["reason"])
