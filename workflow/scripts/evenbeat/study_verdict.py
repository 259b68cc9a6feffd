"""The sentences of the study: aims reached and missed, and whatever else its differences say."""

import numpy as np

from evenbeat.findings import BETWEEN_PATIENTS, judge_difference
from evenbeat.statistics import adjust_holm
from evenbeat.words import write_interval, write_measure, write_number, write_p

# By what `judge_aim` says.
MARKS = {True: "reached", False: "missed", None: "open"}


def judge_aim(aim, contrasts):
    """Say whether an aim was reached.

    Parameters
    ----------
    aim : dict
        As `evenbeat.study.list_aims` gives it.
    contrasts : DataFrame
        `contrasts` of `evenbeat.study.tabulate_all`, of the best GAN arm.

    Returns
    -------
    reached : bool or None
        None if the reference has no part yet, or if a single GAN leaves no test.
    text : str
    """
    measure, reference = write_measure(aim["measure"]), aim["reference"]
    rows = contrasts[contrasts["measure"] == aim["measure"]].set_index("second")
    if reference not in rows.index:
        return None, f"{measure} against {reference}: there is no part yet."
    row = rows.loc[reference]
    found = _write_difference(row)
    if "margin" not in aim:
        reached = bool(row["mean"] >= 0)
        verdict = "no lower in the mean" if reached else "lower in the mean"
        return reached, f"{measure} is {verdict} than with {reference}: {found}."
    if np.isnan(row["t_holm"]):
        return None, f"{measure} against {reference}: {found}; one GAN, so no test."
    sign = judge_difference(row, row["t_holm"])
    reached = bool(sign and row["mean"] >= aim["margin"])
    said = {1: "is higher than", -1: "is lower than", 0: "does not differ for certain from that"}
    verdict = said[sign]
    wanted = f" (aim: a mean of {aim['margin']:g} or more)" if aim["margin"] else ""
    return reached, (
        f"{measure} {verdict} with {reference}: {found}{wanted}; after Holm p {row['t_holm']:.2g} "
        f"(t) and {row['wilcoxon_holm']:.2g} (Wilcoxon, which with so few GANs cannot give less "
        f"than {row['least_wilcoxon']:.2g} before Holm)."
    )


def _count_reached(aims, contrasts):
    return [judge_aim(aim, contrasts)[0] for aim in aims].count(True)


def _select(contrasts, arm, measure):
    """Take the differences of an arm from others in one measure."""
    return contrasts[(contrasts["first"] == arm) & (contrasts["measure"] == measure)]


def _write_difference(row):
    return (
        f"{write_number(row['mean'])}, 95% interval over seeds "
        f"{write_interval(row, 'over_seeds')}, by the t test {write_interval(row, 'over_gans')}, "
        f"over records {write_interval(row, 'over_records')}"
    )


def describe_verdict(best, aims, controls, tables, split, missing=()):
    """Give the verdict on a split's aims, and the sentence on each of them.

    Parameters
    ----------
    best : str
        The best GAN arm.
    aims : list of dict
        As `evenbeat.study.list_aims` gives them.
    controls : sequence of str
        Those of the best GAN arm's model.
    tables : dict of str to DataFrame
        What `evenbeat.study.tabulate_all` made, of the split.
    split : str
    missing : sequence of str
        Arms that are planned and have no part yet: one of them may become the best.

    Returns
    -------
    list of str
    """
    contrasts = tables["contrasts"]
    own = contrasts[contrasts["first"] == best]
    judged = [judge_aim(aim, own) for aim in aims]
    reached, unneeded = [one for one, _ in judged], _describe_unneeded(own, controls)
    verdict = _sum_up(reached, missing, unneeded)
    verdict += _count_without(aims, tables["contrasts_without"], reached.count(True))
    if split == BETWEEN_PATIENTS:
        verdict += _describe_patients(own, aims)
    verdict += _describe_rival(best, aims, tables)
    lines = [f"- {MARKS[one]}: {text}" for one, text in judged]
    named = _describe_choice(best, tables["arms"])
    return [f"**{verdict}{unneeded}** {named}", *(["\n".join(lines)] if lines else [])]


def _sum_up(reached, missing, unneeded):
    counted = f"{reached.count(True)} of {len(reached)} aims"
    if not reached:
        return "No aims were named for this split."
    if missing or None in reached:
        return f"No verdict yet: parts are missing, or GANs. So far {counted} are reached."
    if not all(reached):
        return f"The GAN does not help as was aimed at: {counted} were reached."
    helps = "the added beats help. That a GAN is needed is not shown." if unneeded else "it helps."
    return f"The GAN reached {counted}: {helps}"


def _describe_choice(best, arms):
    """Name the best GAN arm, and how narrowly it is the best."""
    scores = arms[(arms["model"] != "") & ~arms["later"]].set_index("arm")["fold_macro_f1"]
    named = f"The best GAN arm on the folds of the training patients is `{best}`"
    others = scores.drop(best)
    if others.empty:
        return f"{named}, the only one."
    lead = scores[best] - others.max()
    return f"{named}, {write_number(lead)} above `{others.idxmax()}`."


def _describe_rival(best, aims, tables):
    """Say what the aims make of an arm that was named too late and is better on the folds."""
    scores = tables["arms"][tables["arms"]["model"] != ""].set_index("arm")["fold_macro_f1"]
    rival = scores.idxmax()
    if rival == best or not aims:
        return ""
    contrasts = tables["contrasts"]
    reached = _count_reached(aims, contrasts[contrasts["first"] == rival])
    lead = write_number(scores[rival] - scores[best])
    return (
        f" `{rival}`, named when others had been scored, is {lead} better on the folds and reaches "
        f"{reached} of {len(aims)}."
    )


def _count_without(aims, contrasts, reached):
    """Say where a single record decides whether aims are reached."""
    fewer = {
        record: number
        for record, own in contrasts.groupby("without", sort=False)
        if (number := _count_reached(aims, own)) < reached
    }
    return "".join(f" Without record {record}: {n} of {len(aims)}." for record, n in fewer.items())


def describe_unaimed(best, aims, contrasts):
    """Give the difference in macro-F1 from `none` and SMOTE, where no aim says it.

    Parameters
    ----------
    best : str
    aims : list of dict
        As `evenbeat.study.list_aims` gives them.
    contrasts : DataFrame
        `contrasts` of `evenbeat.study.tabulate_all`, of the split.

    Returns
    -------
    list of str
        A sentence, or none.
    """
    said = {aim["reference"] for aim in aims if aim["measure"] == "macro_f1"}
    macro = _select(contrasts, best, "macro_f1")
    rows = macro[macro["second"].isin({"none", "smote"} - said)].to_dict("records")
    found = "; ".join(
        f"against {row['second']} {_write_difference(row)}; {write_p(row['t'])} (t)" for row in rows
    )
    return [f"Macro-F1, of which there is no aim here, not corrected: {found}."] if found else []


def _describe_patients(contrasts, aims):
    """Say of which of the differences that were to be certain the patients leave a doubt."""
    named = {(aim["measure"], aim["reference"]) for aim in aims if "margin" in aim}
    doubtful = [
        row["second"]
        for row in contrasts.to_dict("records")
        if (row["measure"], row["second"]) in named and row["over_records_low"] <= 0
    ]
    if not doubtful:
        return ""
    return (
        " For other patients it is not sure: the interval over records is not above zero against "
        f"{', '.join(doubtful)}."
    )


def _describe_unneeded(contrasts, controls):
    """Say which controls the GAN arm is not for certain better than."""
    rows = contrasts[contrasts["measure"].eq("macro_f1") & contrasts["second"].isin(controls)]
    said = {-1: "is for certain worse", 0: "is not for certain better"}
    judged = [(judge_difference(row, row["t"]), row) for row in rows.to_dict("records")]
    return "".join(
        f" `{row['first']}` {said[sign]} than its control without a network, `{row['second']}` "
        f"({write_number(row['mean'])})."
        for sign, row in judged
        if sign in said
    )


def describe_others(best, contrasts):
    """Name the arms that are for certain worse than `none`, and those of which nothing is certain.

    Parameters
    ----------
    best : str
        The best GAN arm, of which the aims say it.
    contrasts : DataFrame
        `contrasts` of `evenbeat.study.tabulate_all`, of the split.

    Returns
    -------
    list of str
        A sentence, or none.
    """
    own = contrasts[(contrasts["second"] == "none") & (contrasts["measure"] == "macro_f1")]
    rows = own[own["first"] != best]
    if rows.empty:
        return []
    corrected = adjust_holm(rows["t"])
    signs = [
        judge_difference(row, p) for row, p in zip(rows.to_dict("records"), corrected, strict=True)
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
    """Hold the best GAN arm against what does without its network, and that against the others.

    Parameters
    ----------
    best : str
    controls : sequence of str
        Those of its model; what has no part is passed over.
    contrasts : DataFrame
        `contrasts` of `evenbeat.study.tabulate_all`, of the split.

    Returns
    -------
    list of str
        A sentence for each.
    """
    sentences = []
    for control in controls:
        rows = contrasts[(contrasts["first"] == best) & (contrasts["second"] == control)]
        shown = rows[rows["measure"].str.fullmatch("macro_f1|f1_[A-Z]")].to_dict("records")
        if shown:
            macro, *of_classes = shown
            differences = ", ".join(
                f"{row['measure'][-1]} {write_number(row['mean'])}" for row in of_classes
            )
            sentences.append(
                f"Control, not corrected: macro-F1 of `{best}` less that of `{control}` is "
                f"{_write_difference(macro)}; {write_p(macro['t'])} (t). F1 of the classes: "
                f"{differences}.{_describe_control(control, contrasts)}"
            )
    return sentences


def _describe_control(control, contrasts):
    macro = _select(contrasts, control, "macro_f1")
    against = [
        f"{row['second']} {write_number(row['mean'])} (by the t test "
        f"{write_interval(row, 'over_gans')}, over records {write_interval(row, 'over_records')})"
        for row in macro[macro["second"].isin(["smote", "none"])].to_dict("records")
    ]
    return f" `{control}` is, less {', less '.join(against)}." if against else ""


def describe_precision(best, contrasts):
    """Compare the best GAN arm by how it ranks beats, which no decision between classes changes.

    Parameters
    ----------
    best : str
    contrasts : DataFrame
        `contrasts` of `evenbeat.study.tabulate_all`, of the split.

    Returns
    -------
    list of str
        A sentence, or none.
    """
    rows = _select(contrasts, best, "macro_average_precision")
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
    """Name the measures of classes in which both intervals set the best GAN arm off from `none`.

    Parameters
    ----------
    best : str
    contrasts : DataFrame
        `contrasts` of `evenbeat.study.tabulate_all`, of the split.

    Returns
    -------
    list of str
        A sentence, or none.
    """
    rows = contrasts[(contrasts["first"] == best) & (contrasts["second"] == "none")]
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
