"""The study's answer in sentences, computed from its findings."""

from evenbeat.gan.catalogue import MODELS
from evenbeat.report.formatting import write_change, write_number
from evenbeat.study.findings import list_beds
from evenbeat.study.markdown import join_code, join_words, write_range
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
        The comparison with simple methods, changes on one test bed, all arms with a change that
        counts, whether the model must be a GAN, and the changes within patients.
    """
    best = findings.best
    conclusion = (
        f"**{_headline(findings)}** Beats of `{best}`, the best candidate on the folds of the "
        f"training patients, change macro-F1 by {_describe(findings, best)} (ranges over "
        f"{join_code(findings.counting, 'and')}): {_judge(findings, best)} by the rule below the "
        f"table. {_describe_bounds(findings)}{_describe_folds(findings)}"
    )
    details = [
        *_compare_with_references(findings),
        *_describe_single_beds(findings),
        _describe_arms(findings),
        *_describe_other(findings),
        *_describe_within(findings),
    ]
    return conclusion, details


def _headline(findings):
    """State the registered conclusion about the best candidate."""
    changes = select(findings.changes, first=findings.best).set_index("second")
    if changes.loc[BASELINE, "loss"]:
        return "No, generated beats lower macro-F1."
    if _excludes_gain(findings):
        return "No, generated beats do not bring a gain that counts."
    if not changes.loc[BASELINE, "gain"]:
        return "The study shows no gain from generated beats."
    equal = [name for name in findings.simple if not changes.loc[name, "gain"]]
    if not equal:
        return f"Yes, generated beats help, and more than {join_code(findings.simple, 'and')}."
    return (
        "Generated beats help. But the study does not show that they help more than "
        f"{join_code(equal, 'or')}."
    )


def _excludes_gain(findings):
    """Decide whether each interval over seeds of the best candidate is below the smallest gain."""
    return all(
        row["over_gans_high"] < findings.study["gain"]["least"]
        for bed in list_beds(findings.study, between_patients=True)
        for row in _list_differences(findings, bed, findings.best)
    )


def _describe_bounds(findings):
    """State that the intervals of the best candidate are too low for a gain, if they are."""
    if not _excludes_gain(findings):
        return ""
    least = findings.study["gain"]["least"]
    return f"For `{findings.best}`, all 95% intervals over seeds are below {least:g}. "


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
        for name in findings.simple
    ]


def _describe_single_beds(findings):
    """Name the test beds on which the best candidate's change over no added beats would count."""
    beds = list_beds(findings.study, between_patients=True)
    return [
        f"If the rule used only {beds[bed]}, the {change} of `{findings.best}` would count."
        for bed, changes in findings.changes_on.items()
        for change in ("gain", "loss")
        if findings.best in _list_changed(changes, change)
        and findings.best not in _list_changed(findings.changes, change)
    ]


def _describe_arms(findings):
    """Name all arms with a change over no added beats that counts."""
    gain, loss = (
        join_code(arms, "and") if arms else "no arm"
        for arms in (_list_changed(findings.changes, change) for change in ("gain", "loss"))
    )
    return (
        f"Of all {len(findings.arms) - 1} arms, a gain over `{BASELINE}` counts for {gain}, and a "
        f"loss for {loss}. The rule does not correct for the number of arms."
    )


def _list_changed(changes, change):
    """List the arms whose gain or loss over no added beats counts."""
    return select(changes, second=BASELINE, **{change: True})["first"].tolist()


def _describe_folds(findings):
    """Compare the best candidate with no added beats on the folds."""
    means = mean_on_folds(findings.folds, findings.counting)
    return (
        f"On the folds, macro-F1 is {write_number(means[findings.best])} with beats of "
        f"`{findings.best}`, and {write_number(means[BASELINE])} with `{BASELINE}` (means over "
        "these kinds of classifier)."
    )


def _describe(findings, arm, second=BASELINE):
    """Write the range of an arm's differences over kinds, on each test bed between patients."""
    beds = list_beds(findings.study, between_patients=True)
    return " and ".join(
        f"{_write_range(findings, bed, arm, second)} on {title}" for bed, title in beds.items()
    )


def _write_range(findings, bed, arm, second=BASELINE):
    return write_range([row["mean"] for row in _list_differences(findings, bed, arm, second)])


def _list_differences(findings, bed, arm, second=BASELINE):
    """List the differences between two arms on a test bed, for each kind that counts."""
    return [
        findings.difference(bed=bed, kind=kind, first=arm, second=second)
        for kind in findings.counting
    ]


def _describe_other(findings):
    """Describe the best GAN, or the best other model if the best candidate is a GAN."""
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
        f"macro-F1 by {_describe(findings, best)}, {_judge(findings, best)}. "
        f"{_say_whether_gan(findings, is_gan)}"
    ]


def _say_whether_gan(findings, is_gan):
    """State whether the model must be a GAN."""
    gaining = {is_gan[arm] for arm in _list_changed(findings.changes, "gain") if arm in is_gan}
    if not gaining:
        return (
            "No candidate has a gain that counts, so the study cannot say whether a GAN is needed."
        )
    if gaining == {True}:
        return "Among the candidates, only GANs have a gain that counts."
    return "So the model need not be a GAN."


def _describe_within(findings):
    """Describe the test beds whose training and test beats come from the same patients."""
    between = list_beds(findings.study, between_patients=True)
    arms = [findings.best, *findings.simple]
    return [
        f"On the {title}, with the same patients in training and test, changes of macro-F1 are "
        + ", ".join(f"{_write_range(findings, bed, arm)} (`{arm}`)" for arm in arms)
        + "."
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
    least, sentences = findings.study["gain"]["least"], []
    for bed, title in list_beds(findings.study, between_patients=True).items():
        rows = _list_differences(findings, bed, findings.best)
        intervals = [
            f"{' to '.join(write_change(row[f'over_records_{side}']) for side in ('low', 'high'))} "
            f"(`{row['kind']}`)"
            for row in rows
        ]
        needed = max(count_patients(row, patients[bed], least) for row in rows)
        more = f" About {needed} such records would be needed for ±{least:g} with each kind."
        sentences.append(
            f"On {title}, the 95% intervals of `{findings.best}` minus `{BASELINE}` over the "
            f"{patients[bed]} test records are {join_words(intervals)}."
            f"{more if needed > patients[bed] else ''}"
        )
    return sentences


def describe_strength(findings):
    """Name the kinds of classifier with which an arm of the figure adds enough to the score.

    Parameters
    ----------
    findings : evenbeat.study.findings.Findings

    Returns
    -------
    str
        A sentence for each test bed between patients, and what is in brackets.
    """
    least, sentences = findings.study["gain"]["least"], []
    for bed, title in list_beds(findings.study, between_patients=True).items():
        kinds = select(findings.strength, bed=bed).groupby("kind", sort=False)
        kinds = kinds[["score", "gain"]].max()
        enough = kinds["gain"] >= least
        kinds["text"] = [
            f"`{kind}` ({write_number(row['score'])})" for kind, row in kinds.iterrows()
        ]
        parts = [
            f"{who} adds {least:g} or more with {', '.join(kinds.loc[found, 'text'])}"
            for who, found in (("at least one of them", enough), ("none of them", ~enough))
            if found.any()
        ]
        sentences.append(f"On {title}, {'; '.join(parts)}.")
    return " ".join([*sentences, f"In brackets: macro-F1 of `{BASELINE}`."])
