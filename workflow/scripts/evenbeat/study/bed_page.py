"""The page of one test bed: scores of all arms by kind of classifier, by class and by record."""

from evenbeat.report.formatting import write_change, write_interval, write_number, write_p
from evenbeat.study.markdown import join_words, make_table, write_with_interval
from evenbeat.study.tables import BASELINE, select

PRIMARY = """\
The comparisons that we planned beforehand, with the 95% intervals over seeds and over test records.
The p values are corrected together for all {count} comparisons on both test beds (Holm). The rule
for gains does not use them."""
# Columns of the table of scores without a record; the others are records.
NAMES = {"arm": "arm", "none": "all records"}


def write_bed_page(findings, bed, scores, classes):
    """Write the page of a test bed.

    Parameters
    ----------
    findings : evenbeat.study.findings.Findings
    bed : str
        The split.
    scores : DataFrame
        As `evenbeat.study.parts.read_scores` returns it.
    classes : list of str
        The classes of macro-F1.

    Returns
    -------
    str
        Markdown.
    """
    described, last = findings.study["beds"][bed], findings.kinds[-1]
    own = select(scores, split=bed)
    sections = [f"# {described['name']}", described["about"]]
    if described["between_patients"]:
        sections.append(_describe_primary(findings, bed))
    for kind in findings.kinds:
        rows = [_describe_arm(findings, bed, kind, arm, own) for arm in findings.arms]
        sections += [f"## With `{kind}`", make_table(rows)]
    sections.append(
        f"Macro-F1 is the mean of F1 over {join_words(classes)}. "
        "`sd`: its standard deviation over seeds; "
        f"`change`: macro-F1 minus that of `{BASELINE}`, with the 95% interval over seeds; "
        "`over records`: the 95% interval of this change over test records; `accuracy, change`: "
        f"accuracy minus that of `{BASELINE}`; `average precision`: macro average precision, a "
        "measure of how well the classifiers rank beats."
    )
    for measure in ("f1", "sensitivity", "positive_predictive_value"):
        rows = [_score_classes(findings, bed, last, arm, measure, classes) for arm in findings.arms]
        title = measure.replace("_", " ").replace("f1", "F1").capitalize()
        sections += [f"## {title} of each class, `{last}`", make_table(rows)]
    without = select(findings.tables["without"], bed=bed, kind=last).dropna(axis="columns")
    if len(without.columns) > 4:
        rows = without.drop(columns=["bed", "kind"])
        rows["arm"] = "`" + rows["arm"] + "`"
        rows = rows.rename(columns=lambda name: NAMES.get(name, f"without {name}"))
        sections += [
            f"## Macro-F1 without a record, `{last}`",
            make_table(rows.to_dict("records")),
        ]
    sections.append(
        "[records.csv](tables/records.csv) has the sensitivity of each arm by record and class."
    )
    return "\n\n".join(sections) + "\n"


def _describe_primary(findings, bed):
    rows = [
        {
            "kind": row["kind"],
            f"`{row['first']}` minus": f"`{row['second']}`",
            "macro-F1": write_with_interval(row),
            "over records": write_interval(row, "over_records"),
            "t test, corrected": write_p(row["t_holm"]),
        }
        for row in select(findings.primary, bed=bed).to_dict("records")
    ]
    count = len(findings.primary)
    return f"## Primary contrasts\n{PRIMARY.format(count=count)}\n\n{make_table(rows)}"


def _describe_arm(findings, bed, kind, arm, scores):
    score = findings.score(bed=bed, kind=kind, arm=arm)
    own = select(scores, kind=kind, arm=arm)["macro_average_precision"]
    accuracy = findings.score("accuracy", bed=bed, kind=kind, arm=arm)
    row = {"arm": f"`{arm}`", "macro-F1": write_number(score["mean"]), "sd": score["sd"]}
    changes = dict.fromkeys(("change", "over records", "accuracy, change"), "")
    if arm != BASELINE:
        place = {"bed": bed, "kind": kind, "first": arm, "second": BASELINE}
        macro = findings.difference(**place)
        changes = {
            "change": write_with_interval(macro),
            "over records": write_interval(macro, "over_records"),
            "accuracy, change": write_change(findings.difference("accuracy", **place)["mean"]),
        }
    levels = {"accuracy": write_number(accuracy["mean"])}
    return row | changes | levels | {"average precision": write_number(own.mean())}


def _score_classes(findings, bed, kind, arm, measure, classes):
    found = {
        name: write_number(findings.score(f"{measure}_{name}", bed=bed, kind=kind, arm=arm)["mean"])
        for name in classes
    }
    return {"arm": f"`{arm}`"} | found
