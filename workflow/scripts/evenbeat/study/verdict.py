"""The study's verdict on the best GAN arm: which aims it reached, in sentences."""

from evenbeat.evaluation.decision import BETWEEN_PATIENTS, significant_sign
from evenbeat.report.formatting import write_number
from evenbeat.study.aim_results import MARKS, count_reached, judge_aim
from evenbeat.study.differences import select_differences


def describe_verdict(best, aims, controls, tables, split, missing=()):
    """Write the verdict on the aims of a split, and a sentence on each of them.

    Parameters
    ----------
    best : str
        The best GAN arm.
    aims : list of dict
        As `evenbeat.study.aims.list_aims` returns them.
    controls : sequence of str
        Control arms without a network for the model of that arm.
    tables : dict of str to DataFrame
        As `evenbeat.study.tables.tabulate_all` returns them, rows of the split.
    split : str
    missing : sequence of str
        Planned arms without a part. One of them may become the best, so there is no verdict yet.

    Returns
    -------
    list of str
        Two paragraphs in Markdown; one if there are no aims.
    """
    own = select_differences(tables["contrasts"], first=best)
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
    """Name the best GAN arm, and its lead over the second."""
    scores = arms[(arms["model"] != "") & ~arms["later"]].set_index("arm")["fold_macro_f1"]
    named = f"The best GAN arm on the folds of the training patients is `{best}`"
    others = scores.drop(best)
    if others.empty:
        return f"{named}, the only one."
    lead = scores[best] - others.max()
    return f"{named}, {write_number(lead)} above `{others.idxmax()}`."


def _describe_rival(best, aims, tables):
    """Count the aims reached by an arm that is better on the folds but was named too late."""
    scores = tables["arms"][tables["arms"]["model"] != ""].set_index("arm")["fold_macro_f1"]
    rival = scores.idxmax()
    if rival == best or not aims:
        return ""
    reached = count_reached(aims, select_differences(tables["contrasts"], first=rival))
    lead = write_number(scores[rival] - scores[best])
    return (
        f" `{rival}`, named when others had been scored, is {lead} better on the folds and reaches "
        f"{reached} of {len(aims)}."
    )


def _count_without(aims, contrasts, reached):
    """Name the records without which fewer aims are reached."""
    fewer = {
        record: number
        for record, own in contrasts.groupby("without", sort=False)
        if (number := count_reached(aims, own)) < reached
    }
    return "".join(f" Without record {record}: {n} of {len(aims)}." for record, n in fewer.items())


def _describe_patients(contrasts, aims):
    """Name the aims with a margin whose difference may not hold for other patients."""
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
    """Name the controls than which the GAN arm is not significantly better."""
    macro = select_differences(contrasts, measure="macro_f1")
    rows = macro[macro["second"].isin(controls)]
    said = {-1: "is for certain worse", 0: "is not for certain better"}
    judged = [(significant_sign(row, row["t"]), row) for row in rows.to_dict("records")]
    return "".join(
        f" `{row['first']}` {said[sign]} than its control without a network, `{row['second']}` "
        f"({write_number(row['mean'])})."
        for sign, row in judged
        if sign in said
    )
