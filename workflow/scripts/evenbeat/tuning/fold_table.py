"""The scores of all settings on the folds, as one table."""

import pandas as pd


def tabulate_folds(choices, arms, classes):
    """Tabulate the scores of each setting of each arm on the folds of the training patients.

    Parameters
    ----------
    choices : dict of (str, str) to dict
        By kind of classifier and arm, as `evenbeat.tuning.select.select_setting` or
        `score_committee` returns them.
    arms : dict of str to evenbeat.balancing.arm.Arm
    classes : sequence of str

    Returns
    -------
    DataFrame
        One row per kind, arm, setting and run: `kind`, `arm`, `setting` (empty if nothing is tuned,
        or for a committee, whose members use their own settings), `run`, whether the setting was
        `chosen`, `macro_f1` and `f1_<class>`.
    """
    rows = []
    for (kind, arm), choice in choices.items():
        for place, setting in enumerate(choice["settings"]):
            keys = {
                "kind": kind,
                "arm": arm,
                "setting": write_setting(setting, arms[arm].tune),
                "chosen": setting == choice["chosen"],
            }
            runs = zip(choice["macro_f1"][place], choice["f1"][place], strict=True)
            for run, (macro, of_classes) in enumerate(runs):
                scores = {f"f1_{name}": f1 for name, f1 in zip(classes, of_classes, strict=True)}
                rows.append(keys | {"run": run, "macro_f1": macro} | scores)
    return pd.DataFrame(rows)


def write_setting(setting, tuned):
    """Write the tuned values of a setting.

    Parameters
    ----------
    setting : dict
        The configuration of an arm.
    tuned : sequence of str
        The keys that are tuned.

    Returns
    -------
    str

    Examples
    --------
    >>> write_setting({"amount": 0.1, "classes": ["S", "F"]}, ["classes", "amount"])
    'classes S F, amount 0.1'
    """
    if "tune" in setting:
        return ""
    return ", ".join(f"{key} {_write_value(setting[key])}" for key in tuned)


def _write_value(value):
    return " ".join(value) if isinstance(value, list) else f"{value:g}"
