"""The checkpoint that was selected of a GAN."""

from evenbeat.errors import InputError
from evenbeat.files import read_json


def read_choice(path):
    """Read the selection of a checkpoint.

    Parameters
    ----------
    path : str or Path
        What `evenbeat.choice.choose_among` found, as JSON.

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


def chosen_milestone(paths, choice):
    """Find the file of the selected checkpoint.

    Parameters
    ----------
    paths : sequence of str
        The GAN's checkpoints.
    choice : dict
        As `read_choice` gives it.

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
