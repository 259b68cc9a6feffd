"""The arm with the hyper-parameters that were selected for it."""

from evenbeat.balancing.arm import Arm
from evenbeat.io.json_files import read_json


def apply_setting(arm, choice):
    """Give an arm the settings that were selected for it.

    Parameters
    ----------
    arm : evenbeat.balancing.arm.Arm
    choice : str or None
        The file of the selection, for an arm that is tuned.

    Returns
    -------
    evenbeat.balancing.arm.Arm

    Raises
    ------
    InputError
        If the file holds no selection.
    """
    return Arm.from_config(read_json(choice, ["chosen"])["chosen"]) if choice else arm
