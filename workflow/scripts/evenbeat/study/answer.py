"""The study's answer in sentences, computed from its findings."""

from evenbeat.gan.catalogue import MODELS
from evenbeat.report.formatting import write_change, write_number
from evenbeat.study.findings import list_beds
from evenbeat.study.markdown import write_range
from evenbeat.study.tables import BASELINE, select
from evenbeat.study.verdict import choose_best, count_patients, mean_on_folds


def answer(findings):
    """Answer the study's question.

    Parameters
    ----------
    findings : evenbeat.study.findings.Findings

    Returns
    -------
    conclusion : str
        Three sentences: whether the beats of the best candidate help.
    details : list of str
        The comparison with simple methods, further gains, whether the model must be a GAN, and the
        changes within patients.
    """
    best = findings.best
    conclusion = (
        f"**{_headline(findings)}.** Beats of `{best}`, the best candidate on the folds of the "
        f"training patients, change macro-F1 by {_describe(findings, best)} (ranges over kinds of "
        f"classifier): {_judge(findings, best)} by the rule below the table. "
        f"{_describe_folds(findings)}"
    )
    details = [
        *_describe_single_beds(findings),
        *_compare_with_references(findings),
        _describe_simple(findings),
        *_describe_further_gains(findings),
        *_describe_other(findings),
        *_describe_within(findings),
    ]
    return conclusion, details


def _headline(findings):
    """State the registered conclusion about the best candidate."""
    gained = _list_seconds(findings, "gain")
    if BASELINE not in gained:
        if BASELINE in _list_seconds(findings, "loss"):
            return "No, generated beats do harm"
        return "The study shows no gain by generated beats"
    if set(findings.study["references"]) <= set(gained):
        return "Yes, generated beats help, and more than simple methods"
    return "Generated beats help, but no more than simple methods"


def _list_seconds(findings, change):
    """List the references over which the best candidate has a gain or a loss that counts."""
    counted = select(findings.changes, first=findings.best, **{change: True})["second"]
    return [name for name in findings.study["references"] if name in set(counted)]


def _judge(findings, first, second=BASELINE):
    """State whether the difference between two arms counts."""
    row = select(findings.changes, first=first, second=second).squeeze()
    if row["gain"]:
        return "a gain that counts"
    return "a loss that counts" if row["loss"] else "no change that counts"


def _compare_with_references(findings):
    best = findings.best
    return [
        f"`{best}` minus `{name}`: {_describe(findings, best, name)}, "
        f"{_judge(findings, best, name)}."
        for name in findings.study["references"]
        if name != BASELINE
    ]


def _describe_single_beds(findings):
    """Name the test bed if a gain over no added beats occurs on one alone."""
    if _list_gainers(findings.changes, [findings.best]):
        return []
    beds = list_beds(findings.study, between_patients=True)
    return [
        f"On {beds[bed]} alone, the gain of `{findings.best}` would count."
        for bed, changes in findings.changes_on.items()
        if _list_gainers(changes, [findings.best])
    ]


def _describe_further_gains(findings):
    others = [name for name in findings.generative if name != findings.best]
    return [
        f"Beats of `{name}` have a gain that counts too, but we did not choose `{name}` "
        f"beforehand: it is one of {len(others)} other models, and the rule does not correct for "
        "their number."
        for name in _list_gainers(findings.changes, others)
    ]


def _list_gainers(changes, arms):
    counted = select(changes, second=BASELINE, gain=True)["first"]
    return [name for name in arms if name in set(counted)]


def _describe_folds(findings):
    """Compare the generative arms with no added beats on the folds."""
    means = mean_on_folds(findings.folds, findings.counting)
    low, high = (write_number(find(means[findings.generative])) for find in (min, max))
    return (
        f"On the folds, macro-F1 is {low} to {high} with generated beats, and "
        f"{write_number(means[BASELINE])} with `{BASELINE}` (means over kinds)."
    )


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


def _describe_simple(findings):
    simple = [name for name in findings.arms if name not in (BASELINE, *findings.generative)]
    gainers = _list_gainers(findings.changes, simple)
    if not gainers:
        return f"None of the {len(simple)} simple methods has a gain that counts."
    named = ", ".join(f"`{name}`" for name in gainers)
    return (
        f"Simple methods with a gain that counts: {named}, of {len(simple)}. The rule does not "
        "correct for their number."
    )


def _describe_other(findings):
    """Describe the best GAN, or the best other model if the best arm uses a GAN."""
    models = {arm: findings.arms[arm].model for arm in findings.study["candidates"]}
    is_gan = {arm: MODELS[model].has_discriminator for arm, model in models.items()}
    best_is_gan = is_gan[findings.best]
    others = [arm for arm, one_is_gan in is_gan.items() if one_is_gan != best_is_gan]
    if not others:
        return []
    best = choose_best(findings.folds, others, findings.counting)
    kind = "a GAN" if best_is_gan else "not a GAN"
    other = "model that is not a GAN" if best_is_gan else "GAN"
    return [
        f"`{findings.best}` is {kind}. `{best}`, the best {other} among the candidates, changes "
        f"macro-F1 by {_describe(findings, best)}, {_judge(findings, best)}."
    ]


def _describe_within(findings):
    """Describe the test beds whose training and test beats come from the same patients."""
    between = list_beds(findings.study, between_patients=True)
    best, simple = findings.best, findings.study["references"][1]
    return [
        f"Within patients ({title}), training and test beats come from the same patients. "
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
        more = f" An interval of ±{least:g} needs about {needed} records."
        low, high = (write_change(row[f"over_records_{side}"]) for side in ("low", "high"))
        sentences.append(
            f"On {title}, macro-F1 of `{findings.best}` minus that of `{BASELINE}`, with `{last}`, "
            f"has a 95% interval of {low} to {high} over the {patients[bed]} test "
            f"records.{more if needed > patients[bed] else ''}"
        )
    return sentences


def describe_strength(findings):
    """Name the kinds of classifier with which an arm of the figure gains enough.

    Parameters
    ----------
    findings : evenbeat.study.findings.Findings

    Returns
    -------
    list of str
        A sentence for each test bed between patients.
    """
    least, sentences = findings.study["gain"]["least"], []
    for bed, title in list_beds(findings.study, between_patients=True).items():
        kinds = select(findings.strength, bed=bed).groupby("kind", sort=False)
        kinds = kinds[["score", "gain"]].max()
        enough = kinds["gain"] >= least
        kinds["text"] = [
            f"`{kind}` ({write_number(row['score'])})" for kind, row in kinds.iterrows()
        ]
        with_gain, without = (", ".join(kinds.loc[found, "text"]) for found in (enough, ~enough))
        sentences.append(
            f"On {title}, an arm gains {least:g} or more with these kinds: {with_gain or 'none'}; "
            f"not with these: {without or 'none'}."
        )
    return sentences
