"""Application of selected hyper-parameters to an arm."""

from evenbeat.balancing.arm import Arm
from evenbeat.io.json_files import read_json


def apply_setting(arm, choice):
    """Apply the hyper-parameters that were selected for an arm.

    Parameters
    ----------
    arm : evenbeat.balancing.arm.Arm
    choice : str or None
        JSON file of the selection; None if the arm is not tuned.

    Returns
    -------
    evenbeat.balancing.arm.Arm
        The arm itself if it is not tuned.

    Raises
    ------
    InputError
        If the file is damaged or does not hold a selection.
    """
    return Arm.from_config(read_json(choice, ["chosen"])["chosen"]) if choice else arm
