"""The first page of the study, docs/study.md: question, answer, one figure, one table."""

from evenbeat.study.answer import answer, describe_limits
from evenbeat.study.findings import list_beds
from evenbeat.study.markdown import make_table, write_with_interval
from evenbeat.study.tables import BASELINE, select

QUESTION = """\
# Do generated heartbeats help?

A classifier of heartbeats sees few supraventricular (S) and fusion (F) beats in training. Does it
get better on new patients when beats of a generative model are added? Better than with simple
methods? And does it take a generative adversarial network (GAN)?"""

FIGURE = """\
![Differences in macro-F1 from no added beats, for each arm, kind of classifier and test bed](\
study/differences.svg)"""

RULE = """\
A gain counts if it is there with at least {kinds} kinds of classifier, and with each of them on
both test beds between patients: the mean over {seeds} seeds is at least {least:g}, the 95%
interval over seeds is above zero, and accuracy does not fall by more than {accuracy_loss:g}. This
rule, the arms and the primary contrasts were committed before any test beat was scored
([methods](study/methods.md))."""

STRENGTH = """\
## Gain against strength of the classifier
Gains in print may be repairs of weak classifiers. Each point below is a kind of classifier: those
above, and weaker ones that see fewer features.

![Gain of arms against the macro-F1 of the classifier without added beats](study/strength.svg)"""


def write_front_page(findings, seeds, patients):
    """Write the first page.

    Parameters
    ----------
    findings : evenbeat.study.findings.Findings
    seeds : int
        Number of seeds of generative models.
    patients : dict of str to int
        Number of test records by test bed.

    Returns
    -------
    str
        Markdown.
    """
    beds = list_beds(findings.study)
    links = ", ".join(
        f"[{beds[split]}](study/{bed['page']}.md)" for split, bed in findings.study["beds"].items()
    )
    last = findings.kinds[-1]
    sections = [
        QUESTION,
        "## Answer\n" + "\n\n".join(answer(findings)),
        FIGURE,
        make_table([_summarise(findings, arm, beds) for arm in findings.arms]),
        f"Macro-F1 with `{last}`; in brackets the 95% interval over seeds. `gains`: the kinds of "
        f"classifier, of {len(findings.kinds)}, with which the arm gains on `{BASELINE}`.",
        RULE.format(**findings.study["gain"], seeds=seeds),
        STRENGTH,
        "## What this does not show\n" + "\n".join(_limits(findings, patients)),
        f"More: {links}, [quality of the generated beats](study/quality.md), "
        "[methods](study/methods.md), [log of what was tried](study/log.md).",
    ]
    return "\n\n".join(sections) + "\n"


def _summarise(findings, arm, beds):
    """Make the row of an arm: score and difference with the last kind on each test bed."""
    last, row = findings.kinds[-1], {"arm": f"`{arm}`"}
    for bed, title in beds.items():
        row[title] = float(findings.score(bed=bed, kind=last, arm=arm)["mean"])
        if arm == BASELINE:
            row[f"{title}, change"] = ""
            continue
        difference = findings.difference(bed=bed, kind=last, first=arm, second=BASELINE)
        row[f"{title}, change"] = write_with_interval(difference, "over_seeds")
    counted = select(findings.gains, first=arm, second=BASELINE)["kinds"]
    return row | {"gains": "" if arm == BASELINE else str(counted.item())}


def _limits(findings, patients):
    return [
        *[f"- {limit}" for limit in describe_limits(findings, patients)],
        "- All classifiers see one lead, and beats that were annotated by hand: the detection of "
        "beats is not tested.",
        "- Other amounts of added beats, other databases and larger networks were not tried here.",
    ]
