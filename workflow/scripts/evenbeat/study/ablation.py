"""Effect of the study's screens: each compared with an equal number of unscreened beats."""

import pandas as pd

from evenbeat.report.formatting import write_interval, write_number, write_p
from evenbeat.study.differences import select_differences


def find_unscreened(name, parts):
    """Find the arm with which a screened arm is compared.

    Parameters
    ----------
    name : str
    parts : dict of str to evenbeat.evaluation.results.Part
        The parts of a split, by arm.

    Returns
    -------
    str
        The arm that adds an equal number of the model's beats, drawn at random; if there is none,
        the arm of the model without a screen. Empty if neither adds an equal number of beats, or if
        the arm is not screened.
    """
    screened = parts[name]
    if screened.arm.method != "gan_screened":
        return ""
    arms = {
        other: part.arm
        for other, part in parts.items()
        if part.arm.model == screened.arm.model and part.facts["added"] == screened.facts["added"]
    }
    controls = [
        other
        for other, arm in arms.items()
        if arm.method == "gan_control" and arm.screen == screened.arm.screen
    ]
    without = [other for other, arm in arms.items() if arm.method == "gan"]
    return next(iter(controls + without), "")


def spread_screens(arms, contrasts):
    """Tabulate the differences between screened arms and the arms without their screens.

    Parameters
    ----------
    arms, contrasts : DataFrame
        Of `evenbeat.study.tables.tabulate_all`, rows of one split.

    Returns
    -------
    DataFrame
        One row per screened arm: the difference in macro-F1 with the interval and the p value of
        the t test, its interval over records, and the differences in F1 of the classes. No rows if
        there is no screened arm.
    """
    rows = []
    for row in arms[arms["unscreened"] != ""].to_dict("records"):
        pair = select_differences(contrasts, first=row["arm"], second=row["unscreened"])
        own = pair.set_index("measure")
        macro, of_classes = own.loc["macro_f1"], own["mean"].filter(regex="^f1_")
        columns = {
            "screened": row["arm"],
            "less": row["unscreened"],
            "added": row["added"],
            "macro-F1": f"{write_number(macro['mean'])} ({write_interval(macro, 'over_gans')})",
            "t test": write_p(macro["t"]),
            "over records": write_interval(macro, "over_records"),
        }
        rows.append(columns | {f"F1 of {name[-1]}": mean for name, mean in of_classes.items()})
    return pd.DataFrame(rows)
