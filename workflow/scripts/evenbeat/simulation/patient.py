"""The settings of one simulated patient, with defaults and checks.

The defaults give easy records: early beats come early and have another shape, and there is little
noise. The other settings make the classes overlap, as they do in patients.
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
                f"simulation, patient with {key} {patient[key]}: expected the smaller number first."
            )
    _check_share(patient)
    block = patient["block"]
    if (block["sinus"] or block["early"]) and patient["conduction"] != "normal":
        raise InputError(
            f"simulation, patient with {block} and conduction {patient['conduction']}: expected "
            "normal conduction, since the block would be there already. Change one of the two."
        )
    return patient


def _check_share(patient):
    share, run = patient["share"], patient["atrial_run"]
    if share["S"] / run + share["V"] + share["F"] > 0.5:
        raise InputError(
            f"simulation, patient with {share}: S (divided by atrial_run, {run}), V and F add up "
            "to more than 0.5. Lower them, since each premature beat or run needs another beat "
            "before it."
        )
    if share["S"] + share["V"] + share["F"] > 0.9:
        raise InputError(
            f"simulation, patient with {share}: S, V and F add up to more than 0.9. Lower them."
        )
    if (patient["conduction"] == "paced") != (share["Q"] > 0):
        raise InputError(
            f"simulation, patient with {share} and conduction {patient['conduction']}: expected "
            "Q above 0 with paced conduction, and 0 with any other. Change one of the two."
        )
