"""The study's sentences on differences between arms for which the configuration has no aims."""

import numpy as np

from evenbeat.evaluation.decision import significant_sign
from evenbeat.evaluation.statistics import adjust_holm
from evenbeat.report.formatting import write_interval, write_measure, write_number, write_p


def select_differences(contrasts, **values):
    """Select rows of a table of differences.

    Parameters
    ----------
    contrasts : DataFrame
        `contrasts` of `evenbeat.study.tables.tabulate_all`.
    **values : str
        Values of the columns `first`, `second` or `measure`.

    Returns
    -------
    DataFrame
        The rows that have all these values.
    """
    for column, value in values.items():
        contrasts = contrasts[contrasts[column] == value]
    return contrasts


def write_difference(row):
    """Write a difference with all its intervals.

    Parameters
    ----------
    row : Series or dict
        A row of a table of differences.

    Returns
    -------
    str
    """
    return (
        f"{write_number(row['mean'])}, 95% interval over seeds "
        f"{write_interval(row, 'over_seeds')}, by the t test {write_interval(row, 'over_gans')}, "
        f"over records {write_interval(row, 'over_records')}"
    )


def describe_unaimed(best, aims, contrasts):
    """Describe the differences in macro-F1 from `none` and SMOTE for which there is no aim.

    Parameters
    ----------
    best : str
        The best GAN arm.
    aims : list of dict
        As `evenbeat.study.aims.list_aims` returns them.
    contrasts : DataFrame
        `contrasts` of `evenbeat.study.tables.tabulate_all`, of the split.

    Returns
    -------
    list of str
        One sentence, or none.
    """
    said = {aim["reference"] for aim in aims if aim["measure"] == "macro_f1"}
    macro = select_differences(contrasts, first=best, measure="macro_f1")
    rows = macro[macro["second"].isin({"none", "smote"} - said)].to_dict("records")
    found = "; ".join(
        f"against {row['second']} {write_difference(row)}; {write_p(row['t'])} (t)" for row in rows
    )
    return [f"Macro-F1, of which there is no aim here, not corrected: {found}."] if found else []


def describe_others(best, contrasts):
    """Name the other arms that are significantly worse or better than `none`, and the rest.

    Parameters
    ----------
    best : str
        The best GAN arm, for which the aims answer this.
    contrasts : DataFrame
        `contrasts` of `evenbeat.study.tables.tabulate_all`, of the split.

    Returns
    -------
    list of str
        One text, or none if there are no other arms.
    """
    own = select_differences(contrasts, second="none", measure="macro_f1")
    rows = own[own["first"] != best]
    if rows.empty:
        return []
    corrected = adjust_holm(rows["t"])
    signs = [
        significant_sign(row, p) for row, p in zip(rows.to_dict("records"), corrected, strict=True)
    ]
    headings = {-1: "lower than with none", 1: "higher than with none", 0: "not certain"}
    sentences = [
        f"{heading}: {', '.join(rows.loc[np.equal(signs, sign), 'first']) or 'no arm'}"
        for sign, heading in headings.items()
    ]
    return [
        f"Macro-F1 of the other {len(rows)}, by the interval over seeds and the t test after Holm "
        f"over them, is {'; '.join(sentences)}. Arms of one model share its GANs and are no "
        "independent evidence."
    ]


def describe_controls(best, controls, contrasts):
    """Compare the best GAN arm with its controls, and these with `none` and SMOTE.

    Parameters
    ----------
    best : str
        The best GAN arm.
    controls : sequence of str
        Control arms without a network for the model of that arm. Those without a part are skipped.
    contrasts : DataFrame
        `contrasts` of `evenbeat.study.tables.tabulate_all`, of the split.

    Returns
    -------
    list of str
        One text for each control.
    """
    sentences = []
    for control in controls:
        rows = select_differences(contrasts, first=best, second=control)
        shown = rows[rows["measure"].str.fullmatch("macro_f1|f1_[A-Z]")].to_dict("records")
        if shown:
            macro, *of_classes = shown
            differences = ", ".join(
                f"{row['measure'][-1]} {write_number(row['mean'])}" for row in of_classes
            )
            sentences.append(
                f"Control, not corrected: macro-F1 of `{best}` less that of `{control}` is "
                f"{write_difference(macro)}; {write_p(macro['t'])} (t). F1 of the classes: "
                f"{differences}.{_describe_control(control, contrasts)}"
            )
    return sentences


def _describe_control(control, contrasts):
    macro = select_differences(contrasts, first=control, measure="macro_f1")
    against = [
        f"{row['second']} {write_number(row['mean'])} (by the t test "
        f"{write_interval(row, 'over_gans')}, over records {write_interval(row, 'over_records')})"
        for row in macro[macro["second"].isin(["smote", "none"])].to_dict("records")
    ]
    return f" `{control}` is, less {', less '.join(against)}." if against else ""


def describe_precision(best, contrasts):
    """Describe the differences of the best GAN arm in macro average precision.

    Average precision depends on the ranking of beats only, not on the decision between classes.

    Parameters
    ----------
    best : str
        The best GAN arm.
    contrasts : DataFrame
        `contrasts` of `evenbeat.study.tables.tabulate_all`, of the split.

    Returns
    -------
    list of str
        One sentence, or none.
    """
    rows = select_differences(contrasts, first=best, measure="macro_average_precision")
    against = [
        f"{write_number(row['mean'])} against {row['second']} (by the t test "
        f"{write_interval(row, 'over_gans')}, {write_p(row['t'])})"
        for row in rows.to_dict("records")
    ]
    if not against:
        return []
    return [
        "Macro average precision, by how beats are ranked and not by which class they are called, "
        f"not corrected and not resampled over records: {', '.join(against)}."
    ]


def describe_price(best, contrasts):
    """Name the class measures in which the best GAN arm differs from `none` by both intervals.

    Parameters
    ----------
    best : str
        The best GAN arm.
    contrasts : DataFrame
        `contrasts` of `evenbeat.study.tables.tabulate_all`, of the split.

    Returns
    -------
    list of str
        One sentence, or none.
    """
    rows = select_differences(contrasts, first=best, second="none")
    if rows.empty:
        return []
    rows = rows[~rows["measure"].str.startswith("macro")].to_dict("records")
    above = [row for row in rows if min(row["over_seeds_low"], row["over_records_low"]) > 0]
    below = [row for row in rows if max(row["over_seeds_high"], row["over_records_high"]) < 0]
    said = {
        name: ", ".join(f"{write_measure(r['measure'])} ({write_number(r['mean'])})" for r in group)
        for name, group in (("higher", above), ("lower", below))
    }
    return [
        f"Over seeds and over records both, `{best}` is higher than none in "
        f"{said['higher'] or 'nothing'}; lower in {said['lower'] or 'nothing'} (not corrected)."
    ]
