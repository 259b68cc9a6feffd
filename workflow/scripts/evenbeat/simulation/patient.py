"""The settings of one simulated patient, with defaults and checks.

The defaults give records whose classes are easy to tell apart: premature beats come early and have
another shape, and there is little noise. Other settings make the classes overlap, as in patients.
"""

from evenbeat.runtime.errors import InputError

DEFAULTS = {
    "atrial_coupling": [0.60, 0.78],
    "atrial_focus": 1,
    "atrial_run": 1,
    "ventricular_coupling": [0.56, 0.66],
    "ventricular_focus": 1,
    "fused": [0.35, 0.65],
    "block": {"bundle": "right", "sinus": 0, "early": 0},
    "variation": 1,
    "noise": {"wander": 1, "muscle": 1, "motion": 1},
}
RANGES = ("atrial_coupling", "ventricular_coupling", "fused")


def complete_patient(patient):
    """Add the defaults to a patient's settings and check them.

    Parameters
    ----------
    patient : dict
        A value of `simulation.<name>.patients` in the configuration.

    Returns
    -------
    dict
        With every key of `DEFAULTS`.

    Raises
    ------
    InputError
        If the settings contradict each other.
    """
    patient = DEFAULTS | patient
    for key in RANGES:
        if patient[key][0] > patient[key][1]:
            raise InputError(
                f"{key} {patient[key]}: expected the smaller number first. Swap the two numbers."
            )
    _check_share(patient)
    block = patient["block"]
    if (block["sinus"] or block["early"]) and patient["conduction"] != "normal":
        raise InputError(
            f"block {block} and conduction {patient['conduction']}: expected "
            "sinus 0 and early 0, because only normal conduction can be blocked at times. Set both "
            "to 0, or the conduction to normal."
        )
    return patient


def _check_share(patient):
    share, run = patient["share"], patient["atrial_run"]
    if share["S"] / run + share["V"] + share["F"] > 0.5:
        raise InputError(
            f"share {share}: S (divided by atrial_run, {run}), V and F add up "
            "to more than 0.5. Expected 0.5 or less, because each premature beat or run needs "
            "another beat before it. Lower S, V or F."
        )
    if share["S"] + share["V"] + share["F"] > 0.9:
        raise InputError(
            f"share {share}: S, V and F add up to more than 0.9. Expected 0.9 "
            "or less. Lower S, V or F."
        )
    if (patient["conduction"] == "paced") != (share["Q"] > 0):
        raise InputError(
            f"share {share} and conduction {patient['conduction']}: expected "
            "Q above 0 with paced conduction, and Q 0 with any other. Change one of the two."
        )
