"""What the study's screens are worth, each beside as many beats of the same GANs without it."""

import pandas as pd

from evenbeat.words import write_interval, write_number, write_p


def find_unscreened(name, arms):
    """Name the arm that differs from a screened one in the screen alone.

    Parameters
    ----------
    name : str
    arms : dict of str to dict
        Those that there are, as the configuration describes them.

    Returns
    -------
    str
        That of as many beats drawn at random; where the screen has none, since it keeps as many as
        are wanted, that of the model without a screen. Empty where there is neither, and for an arm
        that is not screened.

    Examples
    --------
    >>> arms = {"gan": {"method": "gan", "model": "hinge"}}
    >>> arms["real"] = {"method": "gan_screened", "model": "hinge", "screen": "discriminator"}
    >>> find_unscreened("real", arms), find_unscreened("gan", arms)
    ('gan', '')
    """
    screened = arms[name]
    if screened["method"] != "gan_screened":
        return ""
    of_model = {key: arm for key, arm in arms.items() if arm.get("model") == screened["model"]}
    controls = [
        key
        for key, arm in of_model.items()
        if arm["method"] == "gan_control" and arm["screen"] == screened["screen"]
    ]
    without = [key for key, arm in of_model.items() if arm["method"] == "gan"]
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
        A row for each screened arm: the difference in macro-F1 with the interval of the t test,
        that over records and p of the t test, the differences in F1 of the classes, and how many
        beats both added. Empty if there is none.
    """
    added, rows = arms.set_index("arm")["added"], []
    for arm, unscreened in zip(arms["arm"], arms["unscreened"], strict=True):
        pair = (contrasts["first"] == arm) & (contrasts["second"] == unscreened)
        own = contrasts[pair & contrasts["measure"].str.fullmatch("macro_f1|f1_[A-Z]")]
        for macro, *of_classes in [own.to_dict("records")] if len(own) else []:
            row = {
                "arm": arm,
                "less": unscreened,
                "macro_f1": f"{write_number(macro['mean'])} ({write_interval(macro, 'over_gans')})",
                "p": write_p(macro["t"]).removeprefix("p "),
                "over_records": write_interval(macro, "over_records"),
            }
            row |= {f"F1 {one['measure'][-1]}": one["mean"] for one in of_classes}
            rows.append(row | {"added": added[arm], "added by the other": added[unscreened]})
    return pd.DataFrame(rows)
