"""The first page of the study, docs/study.md: question, answer, figures and one table."""

from evenbeat.study.answer import answer, describe_limits, describe_strength
from evenbeat.study.findings import list_beds
from evenbeat.study.markdown import join_code, join_words, make_table, write_with_interval
from evenbeat.study.tables import BASELINE, select

QUESTION = """\
# Do generated heartbeats help?

A classifier of heartbeats sees few supraventricular (S) and fusion (F) beats in training. Does it
improve on new patients if we add beats of a generative model? Does it improve more than with simple
methods? Must the model be a generative adversarial network (GAN)?"""

FIGURE = """\
![Difference in macro-F1 between each arm and no added beats, by kind of classifier and test bed](\
study/differences.svg)"""

LEGEND = """\
Each arm is a way to change the training data ([arms](study/methods.md#arms)). `change`: macro-F1
minus that of `{baseline}`, with its 95% interval over {seeds} seeds. `gain with`, `loss with`:
kinds of classifier with a gain or a loss by the rule. The scores are those of `{last}`. Macro-F1 is
the mean of F1 over {classes}."""

RULE = """\
A gain counts if it occurs with {groups}. It occurs with a kind if, on both test beds between
patients, the mean difference in macro-F1 is at least {least:g}, its 95% interval over seeds is
above zero, and accuracy falls by at most {accuracy_loss:g}. For a loss, the signs are opposite, and
accuracy does not matter. We committed the final rule after the scores on the folds, but before the
study scored any test beat ([methods](study/methods.md))."""

STRENGTH = """\
## Gain against strength of the classifier
A published gain may only show that the classifier was weak. Each point is {arms} with one kind of
classifier: those above, and weaker kinds that see fewer features. {strength}

![Gain in macro-F1 against macro-F1 of the classifier without added beats](study/strength.svg)"""


def write_front_page(findings, seeds, patients, classes):
    """Write the first page.

    Parameters
    ----------
    findings : evenbeat.study.findings.Findings
    seeds : int
        Number of seeds of generative models.
    patients : dict of str to int
        Number of test records by test bed.
    classes : dict of str to list of str
        The classes of macro-F1 by test bed.

    Returns
    -------
    str
        Markdown.
    """
    beds = list_beds(findings.study)
    links = ", ".join(
        f"[{beds[split]}](study/{bed['page']}.md)" for split, bed in findings.study["beds"].items()
    )
    conclusion, details = answer(findings)
    legend = LEGEND.format(
        baseline=BASELINE,
        seeds=seeds,
        last=findings.kinds[-1],
        classes="; ".join(f"{join_words(classes[bed])} ({beds[bed]})" for bed in beds),
    )
    strength = STRENGTH.format(
        arms=join_code(
            [arm for arm in findings.study["weakened"]["arms"] if arm != BASELINE], "or"
        ),
        strength=describe_strength(findings),
    )
    sections = [
        QUESTION,
        f"## Answer\n{conclusion}",
        "\n".join(f"- {detail}" for detail in details),
        FIGURE,
        make_table([_summarise(findings, arm, beds) for arm in findings.arms]),
        legend,
        RULE.format(**findings.study["gain"], groups=_describe_groups(findings)),
        strength,
        "## What this does not show\n" + "\n".join(_limits(findings, patients)),
        f"More: {links}, [quality of the generated beats](study/quality.md), "
        "[methods](study/methods.md), [log of what was tried](study/log.md).",
    ]
    return "\n\n".join(sections) + "\n"


def _summarise(findings, arm, beds):
    """Make the row of an arm: score and difference on each test bed, with the last kind."""
    last, row = findings.kinds[-1], {"arm": f"`{arm}`"}
    for bed, title in beds.items():
        row[title] = float(findings.score(bed=bed, kind=last, arm=arm)["mean"])
        if arm == BASELINE:
            row[f"{title}, change"] = ""
            continue
        difference = findings.difference(bed=bed, kind=last, first=arm, second=BASELINE)
        row[f"{title}, change"] = write_with_interval(difference)
    kinds = select(findings.changes, first=arm, second=BASELINE)[["gain_with", "loss_with"]]
    names = kinds.columns.str.replace("_", " ")
    return row | dict(zip(names, [""] * 2 if kinds.empty else kinds.iloc[0], strict=True))


def _describe_groups(findings):
    groups = findings.study["gain"]["kinds"]
    return " and with ".join(join_code(group, "or") for group in groups)


def _limits(findings, patients):
    return [
        *[f"- {limit}" for limit in describe_limits(findings, patients)],
        "- All classifiers see one lead, and beats that were annotated by hand. The study does not "
        "test the detection of beats.",
        "- Other amounts of added beats, other databases and larger networks are not tested.",
        *[f"- {limit}" for limit in findings.study["limits"]],
    ]
