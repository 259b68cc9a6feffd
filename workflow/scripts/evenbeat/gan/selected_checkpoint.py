"""The checkpoint that was selected of a GAN."""

from evenbeat.io.json_files import read_json
from evenbeat.runtime.errors import InputError


def read_selection(path):
    """Read the selection of a checkpoint.

    Parameters
    ----------
    path : str or Path
        What `evenbeat.gan.checkpoint_selection.select_checkpoint` found, as JSON.

    Returns
    -------
    dict
        `trained`; if so `chosen`, the epoch, `mmd2` by epoch and the real-against-real `floor`,
        else the `reason`.

    Raises
    ------
    InputError
        If the file holds something else.
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
        As `read_selection` gives it.

    Returns
    -------
    str or None
        None where the class has no GAN.

    Raises
    ------
    InputError
        If it is none of them.
    """
    if not choice["trained"]:
        return None
    for path in paths:
        if path.endswith(f"_epoch{choice['chosen']}.h5"):
            return path
    raise InputError(
        f"milestone {choice['chosen']!r} was chosen and is none of {', '.join(paths)}. Delete the "
        "file of the choice, milestones_<class>.json, and run again."
    )
