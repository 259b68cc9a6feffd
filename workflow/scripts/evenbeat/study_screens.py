"""What the study's screens are worth, each beside as many beats without it."""

import pandas as pd

from evenbeat.words import write_interval, write_number, write_p


def find_unscreened(name, parts):
    """Name the arm that a screened one is held against.

    Parameters
    ----------
    name : str
    parts : dict of str to evenbeat.study_parts.Part
        By arm.

    Returns
    -------
    str
        The arm of as many beats of the model drawn at random; where a screen has none, since it
        keeps as many as are wanted, that of the model without a screen. Empty where neither has
        added as many, and for an arm that is not screened.
    """
    facts = parts[name].facts
    if facts["arm"]["method"] != "gan_screened":
        return ""
    arms = {
        other: part.facts["arm"]
        for other, part in parts.items()
        if part.facts["arm"].get("model") == facts["arm"]["model"]
        and part.facts["added"] == facts["added"]
    }
    controls = [
        other
        for other, arm in arms.items()
        if arm["method"] == "gan_control" and arm["screen"] == facts["arm"]["screen"]
    ]
    without = [other for other, arm in arms.items() if arm["method"] == "gan"]
    return next(iter(controls + without), "")


def spread_screens(arms, contrasts):
    """Make the table of screened arms, each less the arm without its screen.

    Parameters
    ----------
    arms, contrasts : DataFrame
        Of `evenbeat.study.tabulate_all`, of one split.

    Returns
    -------
    DataFrame
        A row for each screened arm: the difference in macro-F1 with interval and p of the t test,
        its interval over records, and the differences in F1 of the classes. Empty if there is none.
    """
    rows = []
    for row in arms[arms["unscreened"] != ""].to_dict("records"):
        pair = (contrasts["first"] == row["arm"]) & (contrasts["second"] == row["unscreened"])
        own = contrasts[pair].set_index("measure")
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
