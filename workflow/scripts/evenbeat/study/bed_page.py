"""The page of one test bed: scores of all arms by kind of classifier, by class and by record."""

from evenbeat.report.formatting import write_change, write_interval, write_number, write_p
from evenbeat.study.markdown import join_words, make_table, write_with_interval
from evenbeat.study.tables import BASELINE, select


def write_bed_page(findings, bed, scores):
    """Write the page of a test bed.

    Parameters
    ----------
    findings : evenbeat.study.findings.Findings
    bed : str
        The split.
    scores : DataFrame
        As `evenbeat.study.parts.read_scores` returns it.

    Returns
    -------
    str
        Markdown.
    """
    described, last = findings.study["beds"][bed], findings.kinds[-1]
    own = select(scores, split=bed)
    classes = own["macro_classes"].iloc[0].split()
    sections = [f"# {described['name']}", described["about"]]
    if described["between_patients"]:
        sections.append(_describe_primary(findings, bed))
    for kind in findings.kinds:
        rows = [_describe_arm(findings, bed, kind, arm, own) for arm in findings.arms]
        sections += [f"## With `{kind}`", make_table(rows)]
    sections.append(
        f"Macro-F1 is the mean over {join_words(classes)}. "
        "`sd`: its standard deviation over seeds; "
        f"`change`: macro-F1 minus that of `{BASELINE}`, with the 95% interval over seeds; "
        "`over records`: the 95% interval of this change over test records; `accuracy`: the "
        "change in accuracy; `average precision`: macro average precision, a measure of how well "
        "the classifiers rank beats."
    )
    for measure in ("f1", "sensitivity", "positive_predictive_value"):
        rows = [_score_classes(findings, bed, last, arm, measure, classes) for arm in findings.arms]
        title = measure.replace("_", " ").replace("f1", "F1").capitalize()
        sections += [f"## {title} of each class, `{last}`", make_table(rows)]
    without = select(findings.tables["without"], bed=bed, kind=last).dropna(axis="columns")
    if len(without.columns) > 4:
        rows = without.drop(columns=["bed", "kind"]).rename(columns={"none": "all records"})
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
            "t test, Holm": write_p(row["t_holm"]),
        }
        for row in select(findings.primary, bed=bed).to_dict("records")
    ]
    return "## Primary contrasts\n" + make_table(rows)


def _describe_arm(findings, bed, kind, arm, scores):
    score = findings.score(bed=bed, kind=kind, arm=arm)
    own = select(scores, kind=kind, arm=arm)["macro_average_precision"]
    row = {"arm": f"`{arm}`", "macro-F1": write_number(score["mean"]), "sd": score["sd"]}
    changes = dict.fromkeys(("change", "over records", "accuracy"), "")
    if arm != BASELINE:
        place = {"bed": bed, "kind": kind, "first": arm, "second": BASELINE}
        macro = findings.difference(**place)
        changes = {
            "change": write_with_interval(macro),
            "over records": write_interval(macro, "over_records"),
            "accuracy": write_change(findings.difference("accuracy", **place)["mean"]),
        }
    return row | changes | {"average precision": write_number(own.mean())}


def _score_classes(findings, bed, kind, arm, measure, classes):
    found = {
        name: write_number(findings.score(f"{measure}_{name}", bed=bed, kind=kind, arm=arm)["mean"])
        for name in classes
    }
    return {"arm": f"`{arm}`"} | found
