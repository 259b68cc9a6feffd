"""The selected checkpoint of a GAN."""

from evenbeat.io.json_files import read_json
from evenbeat.runtime.errors import InputError


def read_selection(path):
    """Read the selection of a checkpoint.

    Parameters
    ----------
    path : str or Path
        JSON file with the result of `evenbeat.gan.checkpoint_selection.select_checkpoint`.

    Returns
    -------
    dict
        `trained`; if true, also `chosen`, the epoch, `mmd2`, by epoch, and `floor`, the MMD²
        between real beats; else the `reason`.

    Raises
    ------
    InputError
        If the file is damaged or lacks one of these keys.
    """
    choice = read_json(path, ["trained"])
    return read_json(path, ["chosen", "mmd2", "floor"] if choice["trained"] else ["reason"])


def find_selected_checkpoint(paths, choice):
    """Find the file of the selected checkpoint.

    Parameters
    ----------
    paths : sequence of str
        The GAN's checkpoints.
    choice : dict
        As `read_selection` returns it.

    Returns
    -------
    str or None
        None if the class has no GAN.

    Raises
    ------
    InputError
        If it is not among `paths`.
    """
    if not choice["trained"]:
        return None
    for path in paths:
        if path.endswith(f"_epoch{choice['chosen']}.h5"):
            return path
    raise InputError(
        f"the selected checkpoint, epoch {choice['chosen']!r}, is not among {', '.join(paths)}. "
        "Delete the file of the selection, milestones_<class>.json, and run again."
    )
