"""The page on the methods of the study, from its configuration and the scores on the folds."""

from evenbeat.report.formatting import write_number
from evenbeat.study.findings import list_beds
from evenbeat.study.markdown import join_code, make_table
from evenbeat.study.tables import select

TEXT = """\
# Methods

## What was registered
[config/study.yaml](../../config/study.yaml) has arms, settings, test beds, seeds and the rule for
gains. We committed it before the study scored any test beat. The [log](log.md) lists what changed
after the scores on the folds, and all looks at test beats.

Primary contrasts: macro-F1 of the best candidate on the folds ({candidates}), minus that of
{references}, on {between}, with each of {kinds}. The p values of their t tests are corrected
together (Holm); the rule does not use them.

## Data
Between patients, classifiers and generative models are trained on the training patients of mitdb
(DS1). Within patients, they are trained on the training beats of the random split. Macro-F1 is the
mean of F1 over the classes with at least {beats} test beats. We chose the classifiers on folds of
DS1 and on svdb-dev, without added beats, which can favour `none`
([classifiers](../classifiers.md)). We chose the settings of arms only on DS1. The same settings are
used within patients.

## Seeds and intervals
Each generative arm is trained from scratch with each of {gan_seeds} seeds. Classifiers of each kind
per seed: {classifier_seeds}. Arms without a generative model have as many classifiers. Intervals
over seeds are those of paired t tests. A difference without an interval is the same for all seeds.
Intervals over records resample test records, the same records for all arms.

## Arms
All arms have the same real beats. Arms that add beats add the same number to S, and the same number
to F ([settings](../settings_comparison.md)). The tuned setting is the weight of an added beat, or
the power of the class weights. It is chosen for each kind of classifier separately, on {folds}
folds of the training patients. Seeds of generative models per fold: {fold_gans}. Classifiers per
setting and fold: {runs}."""

AFTER = """\
`macro-F1 on folds`: macro-F1 of the chosen setting, which is in brackets.
[folds.csv](parts/folds.csv) has all settings.

## How to repeat the study
    snakemake --cores 2 --configfile config/study.yaml -- study
    cp -r results/study/parts docs/study/
    snakemake --cores 1 --configfile config/study.yaml -- docs/study.md"""


def write_methods_page(findings, config):
    """Write the page.

    Parameters
    ----------
    findings : evenbeat.study.findings.Findings
    config : dict
        The configuration.

    Returns
    -------
    str
        Markdown.
    """
    study, tuning = findings.study, config["tuning"]
    text = TEXT.format(
        references=join_code(study["references"], "and"),
        between=" and ".join(list_beds(study, between_patients=True).values()),
        candidates=join_code(study["candidates"], "or"),
        kinds=join_code(findings.counting, "and"),
        beats=config["comparison"]["min_test_beats"],
        gan_seeds=config["gan"]["seeds"],
        classifier_seeds=config["classifier"]["seeds"],
        folds=tuning["folds"],
        fold_gans=tuning["gan_seeds"],
        runs=tuning["runs"],
    )
    rows = [_describe_arm(findings, name) for name in findings.arms]
    return f"{text}\n\n{make_table(rows)}\n\n{AFTER}\n"


def _describe_arm(findings, name):
    arm = findings.arms[name]
    settings = [f"{key} {value}" for key, value in arm.settings.items() if key not in arm.tune]
    row = {"arm": f"`{name}`", "method": arm.method + (f", {arm.model}" if arm.model else "")}
    row["fixed"] = ", ".join(settings)
    for kind in findings.kinds:
        chosen = select(findings.folds, kind=kind, arm=name, chosen=True)
        setting, score = chosen["setting"].iloc[0], write_number(chosen["macro_f1"].mean())
        row[f"macro-F1 on folds, {kind}"] = f"{score} ({setting})" if setting else score
    return row
