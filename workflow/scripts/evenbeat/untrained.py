"""GANs that could not be trained: milestones that hold the reason in place of networks."""

from evenbeat.aami import ALL
from evenbeat.errors import InputError
from evenbeat.hdf5 import open_hdf5, write_datasets


def write_untrained(path, reason, attributes):
    """Write the milestone of a GAN that cannot be trained, so that the run can say so and go on.

    Parameters
    ----------
    path : str or Path
    reason : str
        For the reader of the report.
    attributes : dict
        Provenance.
    """
    write_datasets(path, {}, attributes | {"trained": False, "reason": reason})


def give_up(path, reason, identity):
    """Write the milestone of a GAN whose training ran out of memory.

    Parameters
    ----------
    path : str
        The milestone to write.
    reason : str
        How it ended.
    identity : dict
        Split, model, seed, cls and epoch of the milestone, as strings.
    """
    reason = (
        f"{reason} before epoch {identity['epoch']}; where there is more of it, run again with "
        f"--forcerun {path}"
    )
    print(f"no GAN for {name_target(identity)}: {reason}", flush=True)
    write_untrained(path, reason, name_attributes(identity))


def name_attributes(identity):
    """Name a milestone's wildcards as its attributes are named."""
    return {("class" if name == "cls" else name): value for name, value in identity.items()}


def name_target(identity):
    """Say for a person what a GAN is to make."""
    return "all classes" if identity["cls"] == ALL else f"class {identity['cls']}"


def read_reason(path):
    """Tell why a milestone holds no GAN; None where it does.

    Raises
    ------
    InputError
        If it says neither.
    """
    with open_hdf5(path) as file:
        found = {name: file.attrs.get(name) for name in ("trained", "reason")}
    if found["trained"] is None or not (found["trained"] or found["reason"]):
        raise InputError(
            f"{path} is not a milestone: it has neither networks nor the reason for their lack. "
            "Delete it and run again."
        )
    return None if found["trained"] else str(found["reason"])
