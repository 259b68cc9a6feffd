"""The study's answer, in sentences that follow from the numbers."""

from evenbeat.gan.catalogue import MODELS
from evenbeat.study.findings import list_beds
from evenbeat.study.markdown import write_change, write_range
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
        Short paragraphs: whether generated beats help, whether a simple method does as well, and
        what happens within patients.
    """
    return [_help(findings), _compare_with_simple(findings), *_describe_within(findings)]


def _help(findings):
    gain, best = findings.study["gain"], findings.best
    gainers = _list_gainers(findings, findings.generative)
    said = f"raise macro-F1 by {gain['least']:g} or more on both test beds between patients"
    rule = f"with at least {gain['kinds']} kinds of classifier"
    if best in gainers:
        others = [f"`{name}`" for name in gainers if name != best]
        also = f" So do those of {', '.join(others)}." if others else ""
        verdict = f"**Yes, generated beats help**: beats of `{best}` {said}, {rule}.{also}"
    elif gainers:
        named = ", ".join(f"`{name}`" for name in gainers)
        verdict = (
            f"**Not the beats of the generative model that was chosen**, `{best}`: but those of "
            f"{named} {said}, {rule}."
        )
    else:
        verdict = f"**No, generated beats do not help**: those of no model {said}, {rule}."
    return f"{verdict} `{best}`, the best on the folds, changes it by {_describe(findings, best)}."


def _list_gainers(findings, arms):
    counted = select(findings.gains, second=BASELINE, counts=True)["first"]
    return [name for name in arms if name in set(counted)]


def _describe(findings, arm, second=BASELINE):
    """Write the range over kinds of an arm's differences on each test bed between patients."""
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
    said = "**No simple method helps by that rule either**"
    if gainers:
        said = f"**Simple methods help too**: {', '.join(f'`{name}`' for name in gainers)}"
    references = [name for name in findings.study["references"] if name != BASELINE]
    against = "; ".join(
        f"less `{name}`, {_describe(findings, findings.best, name)}" for name in references
    )
    counted = select(findings.gains, first=findings.best, counts=True)["second"]
    beaten = [name for name in references if name in set(counted)]
    verdict = "None of these is a gain that counts."
    if beaten:
        verdict = f"The gain over {', '.join(f'`{name}`' for name in beaten)} counts."
    other = _compare_with_other(findings)
    return f"{said}. Macro-F1 of `{findings.best}`, {against}. {verdict} {other}"


def _compare_with_other(findings):
    """Describe the best arm of the other sort: a GAN, or a model that is none."""
    models = {arm: findings.arms[arm].model for arm in findings.generative}
    is_gan = {arm: MODELS[model].has_discriminator for arm, model in models.items()}
    own = is_gan[findings.best]
    others = [arm for arm, other in is_gan.items() if other != own]
    if not others:
        return ""
    best = choose_best(findings.folds, others, findings.kinds)
    sorts = ("a GAN", "no GAN") if own else ("no GAN", "a GAN")
    return (
        f"`{findings.best}` is {sorts[0]}. `{best}`, the best model that is {sorts[1]}, changes "
        f"macro-F1 by {_describe(findings, best)}."
    )


def _describe_within(findings):
    """Describe the test beds where each patient trains and tests."""
    between = list_beds(findings.study, between_patients=True)
    best, simple = findings.best, findings.study["references"][1]
    return [
        f"**Within patients** ({title}), where each patient trains and tests, `{best}` changes "
        f"macro-F1 by {_write_range(findings, bed, best)}, and `{simple}` by "
        f"{_write_range(findings, bed, simple)}."
        for bed, title in list_beds(findings.study).items()
        if bed not in between
    ]


def describe_limits(findings, patients):
    """Say how certain the answer is for other patients.

    Parameters
    ----------
    findings : evenbeat.study.findings.Findings
    patients : dict of str to int
        Number of test records by test bed.

    Returns
    -------
    list of str
        A sentence for each test bed between patients.
    """
    least, last = findings.study["gain"]["least"], findings.kinds[-1]
    sentences = []
    for bed, title in list_beds(findings.study, between_patients=True).items():
        row = findings.difference(bed=bed, kind=last, first=findings.best, second=BASELINE)
        needed = count_patients(row, patients[bed], least)
        low, high = (write_change(row[f"over_records_{side}"]) for side in ("low", "high"))
        sentences.append(
            f"On {title}, the 95% interval over its {patients[bed]} test records is {low} to "
            f"{high} (`{findings.best}` less `{BASELINE}`, `{last}`). To bring it down to "
            f"{least:g} to either side would take about {needed} records."
        )
    return sentences
