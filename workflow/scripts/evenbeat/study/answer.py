"""The study's answer in sentences, computed from its findings."""

from evenbeat.gan.catalogue import MODELS
from evenbeat.report.formatting import write_change
from evenbeat.study.findings import list_beds
from evenbeat.study.markdown import write_range
from evenbeat.study.tables import BASELINE, select
from evenbeat.study.verdict import choose_best, count_patients


def answer(findings):
    """Answer the study's question.

    Parameters
    ----------
    findings : evenbeat.study.findings.Findings

    Returns
    -------
    list of str
        Short paragraphs: whether generated beats help, whether simple methods help, and the changes
        within patients.
    """
    return [_describe_help(findings), _compare_with_simple(findings), *_describe_within(findings)]


def _describe_help(findings):
    gain, best = findings.study["gain"], findings.best
    gainers = _list_gainers(findings, findings.generative)
    effect = (
        f"raise macro-F1 by {gain['least']:g} or more on both test beds between patients, with at "
        f"least {gain['kinds']} kinds of classifier"
    )
    if best in gainers:
        others = [f"`{name}`" for name in gainers if name != best]
        also = f" Beats of {', '.join(others)} do too." if others else ""
        verdict = f"**Yes, generated beats help**: beats of `{best}` {effect}.{also}"
    elif gainers:
        named = ", ".join(f"`{name}`" for name in gainers)
        verdict = (
            f"**The chosen generative model does not help**: `{best}` has no gain that counts. "
            f"Beats of {named} {effect}."
        )
    else:
        verdict = "**No, generated beats do not help**: no model has a gain that counts."
    return (
        f"{verdict} The rule for gains is below the table. `{best}`, the best model on the folds, "
        f"changes macro-F1 by {_describe(findings, best)} (ranges over kinds of classifier)."
    )


def _list_gainers(findings, arms):
    counted = select(findings.gains, second=BASELINE, counts=True)["first"]
    return [name for name in arms if name in set(counted)]


def _describe(findings, arm, second=BASELINE):
    """Write the range of an arm's differences over kinds, on each test bed between patients."""
    beds = list_beds(findings.study, between_patients=True)
    return " and ".join(
        f"{_write_range(findings, bed, arm, second)} on {title}" for bed, title in beds.items()
    )


def _write_range(findings, bed, arm, second=BASELINE):
    rows = [
        findings.difference(bed=bed, kind=kind, first=arm, second=second) for kind in findings.kinds
    ]
    return write_range([row["mean"] for row in rows])


def _compare_with_simple(findings):
    simple = [name for name in findings.arms if name not in findings.generative]
    gainers = _list_gainers(findings, simple)
    helpers = "**No simple method helps by the same rule**"
    if gainers:
        named = ", ".join(f"`{name}`" for name in gainers)
        helpers = f"**Simple methods help by the same rule**: {named}"
    references = [name for name in findings.study["references"] if name != BASELINE]
    against = "; ".join(
        f"minus that of `{name}`: {_describe(findings, findings.best, name)}" for name in references
    )
    counted = select(findings.gains, first=findings.best, counts=True)["second"]
    beaten = [name for name in references if name in set(counted)]
    verdict = "None of these is a gain that counts."
    if beaten:
        verdict = f"The gain over {', '.join(f'`{name}`' for name in beaten)} counts."
    other = _compare_with_other(findings)
    return f"{helpers}. Macro-F1 of `{findings.best}` {against}. {verdict} {other}"


def _compare_with_other(findings):
    """Describe the best GAN, or the best other model if the best arm uses a GAN."""
    models = {arm: findings.arms[arm].model for arm in findings.generative}
    is_gan = {arm: MODELS[model].has_discriminator for arm, model in models.items()}
    best_is_gan = is_gan[findings.best]
    others = [arm for arm, one_is_gan in is_gan.items() if one_is_gan != best_is_gan]
    if not others:
        return ""
    best = choose_best(findings.folds, others, findings.kinds)
    kind = "a GAN" if best_is_gan else "not a GAN"
    other = "model on the folds that is not a GAN" if best_is_gan else "GAN on the folds"
    return (
        f"`{findings.best}` is {kind}. `{best}`, the best {other}, changes macro-F1 by "
        f"{_describe(findings, best)}."
    )


def _describe_within(findings):
    """Describe the test beds whose training and test beats come from the same patients."""
    between = list_beds(findings.study, between_patients=True)
    best, simple = findings.best, findings.study["references"][1]
    return [
        f"**Within patients** ({title}), training and test beats come from the same patients. "
        f"`{best}` changes macro-F1 by {_write_range(findings, bed, best)}, and `{simple}` by "
        f"{_write_range(findings, bed, simple)}."
        for bed, title in list_beds(findings.study).items()
        if bed not in between
    ]


def describe_limits(findings, patients):
    """Describe how uncertain the answer is for other patients.

    Parameters
    ----------
    findings : evenbeat.study.findings.Findings
    patients : dict of str to int
        Number of test records by test bed.

    Returns
    -------
    list of str
        The text for each test bed between patients.
    """
    least, last = findings.study["gain"]["least"], findings.kinds[-1]
    sentences = []
    for bed, title in list_beds(findings.study, between_patients=True).items():
        row = findings.difference(bed=bed, kind=last, first=findings.best, second=BASELINE)
        needed = count_patients(row, patients[bed], least)
        low, high = (write_change(row[f"over_records_{side}"]) for side in ("low", "high"))
        sentences.append(
            f"On {title}, macro-F1 of `{findings.best}` minus that of `{BASELINE}`, with `{last}`, "
            f"has a 95% interval of {low} to {high} over the {patients[bed]} test records. An "
            f"interval of ±{least:g} needs about {needed} records."
        )
    return sentences
