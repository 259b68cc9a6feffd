"""The page on the methods of the study, made from its configuration and from the folds."""

from evenbeat.report.formatting import write_number
from evenbeat.study.findings import list_beds
from evenbeat.study.markdown import make_table
from evenbeat.study.tables import select

TEXT = """\
# Methods

## What was registered
`config/study.yaml` names arms, settings, test beds, seeds and the rule by which a gain counts. It
was committed before any of its test beats was scored. The [log](log.md) counts the looks at test
beats.

- Primary contrasts: macro-F1 of the generative arm that is best on the folds, less {references},
  on {between}, with each of {kinds}; p values of the t test after Holm over all of them.
- A gain counts if it is at least {least:g} on each of these test beds, with {needed} kinds of
  classifier, its 95% interval over seeds is above zero, and accuracy does not fall by more than
  {loss:g}.

## Data
Classifiers and generative models are trained on the training patients of mitdb (DS1). Macro-F1 is
the mean of F1 over the classes with at least {beats} test beats. The classifiers were chosen on
folds of DS1 and on svdb-dev ([classifiers](../classifiers.md)), the settings of arms on folds of
DS1 alone, so that svdb-dev tests arms. Settings chosen between patients are used within patients
too.

## Seeds and intervals
Each generative arm has {gan_seeds} models, trained from scratch with different seeds, and
{classifier_seeds} classifier of each kind on the beats of each. Arms without a model have as many
classifiers. Intervals over seeds are bootstrap intervals of the mean; intervals over records
resample test records, the same ones for all arms.

## Arms
Each arm has the same real beats. Those that add beats fill S and F to the same number, so that
all are compared at an equal amount; the weight of an added beat is chosen on {folds} folds of the
training patients ({fold_gans} model for each fold, {runs} classifiers for each setting), for each
kind by itself."""

AFTER = """\
`macro-F1 on folds`: of the chosen setting; all settings are in [folds.csv](parts/folds.csv).

## Again
    snakemake --cores 2 --configfile config/study.yaml -- study
    cp -r results/study/parts docs/study/
    cp results/study/tables/metrics_by_seed.csv docs/study/parts/
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
        references=_join([f"`{name}`" for name in study["references"]]),
        between=_join(list(list_beds(study, between_patients=True).values())),
        kinds=_join([f"`{name}`" for name in findings.kinds]),
        least=study["gain"]["least"],
        needed=study["gain"]["kinds"],
        loss=study["gain"]["accuracy_loss"],
        beats=config["comparison"]["min_test_beats"],
        gan_seeds=config["gan"]["seeds"],
        classifier_seeds=config["classifier"]["seeds"],
        folds=tuning["folds"],
        fold_gans=tuning["gan_seeds"],
        runs=tuning["runs"],
    )
    rows = [_describe_arm(findings, name) for name in findings.arms]
    return f"{text}\n\n{make_table(rows)}\n\n{AFTER}\n"


def _join(names):
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _describe_arm(findings, name):
    arm = findings.arms[name]
    settings = [f"{key} {value}" for key, value in arm.settings.items() if key not in arm.tune]
    row = {"arm": f"`{name}`", "method": arm.method + (f", {arm.model}" if arm.model else "")}
    row["fixed"] = ", ".join(settings)
    for kind in findings.folds["kind"].unique():
        chosen = select(findings.folds, kind=kind, arm=name, chosen=True)
        setting, score = chosen["setting"].iloc[0], write_number(chosen["macro_f1"].mean())
        row[f"macro-F1 on folds, {kind}"] = f"{score} ({setting})" if setting else score
    return row
