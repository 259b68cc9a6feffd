"""The pages, tables and figures of the study, made from its stored parts."""

from functools import partial
from pathlib import Path

from evenbeat.figures.save import save_figures
from evenbeat.io.atomic import atomic_write
from evenbeat.io.csv_tables import read_table, write_table
from evenbeat.pipeline.splits import split_classes
from evenbeat.pipeline.targets import run_arms
from evenbeat.quality.summary import check_quality_aims, read_quality_folder, summarise_quality
from evenbeat.study.bed_page import write_bed_page
from evenbeat.study.figures import draw_differences, draw_strength
from evenbeat.study.findings import find, list_beds
from evenbeat.study.front_page import write_front_page
from evenbeat.study.methods_page import write_methods_page
from evenbeat.study.parts import check_generated, check_parts, read_scores, read_study
from evenbeat.study.quality_page import write_quality_page


def read_findings(config, folder):
    """Read the parts and compute the findings.

    Parameters
    ----------
    config : dict
        The configuration, with `study`.
    folder : str or Path
        The folder of the parts.

    Returns
    -------
    findings : evenbeat.study.findings.Findings
    parts : dict of (str, str) to dict of str to evenbeat.evaluation.results.Part

    Raises
    ------
    InputError
        If a part is damaged, or parts do not fit together.
    """
    study, comparison, arms = config["study"], config["comparison"], run_arms(config)
    kinds, least = config["run"]["classifiers"], comparison["min_test_beats"]
    classes = {split: split_classes(config, split) for split in list_beds(study)}
    parts = read_study(folder, classes, kinds, arms, least)
    between = {split: classes[split] for split in list_beds(study, between_patients=True)}
    weakened = study["weakened"]
    weakened_parts = read_study(folder, between, weakened["kinds"], weakened["arms"], least)
    seeds = config["gan"]["seeds"], config["classifier"]["seeds"]
    check_parts(parts, seeds)
    check_parts(weakened_parts, seeds)
    folds = read_table(Path(folder) / "folds.csv").fillna({"setting": ""})
    return find(parts, weakened_parts, folds, arms, kinds, study, comparison), parts


def write_pages(findings, parts, config, folder):
    """Write the pages of the study.

    Parameters
    ----------
    findings : evenbeat.study.findings.Findings
    parts : dict of (str, str) to dict of str to evenbeat.evaluation.results.Part
    config : dict
    folder : str or Path
        The folder of the parts.

    Returns
    -------
    dict of str to str
        Markdown by name of the page. The first page is `study`.

    Raises
    ------
    InputError
        If a part is damaged, or a GAN has generated no beats.
    """
    study = findings.study
    patients = {bed: len(next(iter(arms.values())).records) for (bed, _), arms in parts.items()}
    scores = read_scores(folder, findings.kinds, study["beds"], findings.arms)
    macro_classes = scores.groupby("split")["macro_classes"].first().str.split().to_dict()
    quality = read_quality_folder(Path(folder) / "quality")
    generative = {name: findings.arms[name] for name in findings.generative}
    classes = {split: split_classes(config, split) for split in config["run"]["splits"]}
    check_generated(quality, generative, classes, config["gan"]["seeds"])
    aims = check_quality_aims(quality, study["quality"])
    of_beds = {
        bed["page"]: write_bed_page(findings, split, scores, macro_classes[split])
        for split, bed in study["beds"].items()
    }
    return of_beds | {
        "study": write_front_page(findings, config["gan"]["seeds"], patients, macro_classes),
        "quality": write_quality_page(summarise_quality(quality), aims, study),
        "methods": write_methods_page(findings, config),
    }


def draw_figures(findings):
    """Draw the figures of the study.

    Parameters
    ----------
    findings : evenbeat.study.findings.Findings

    Returns
    -------
    dict of str to (callable, str)
        For each figure name, the function that draws it and the text alternative.
    """
    beds = list_beds(findings.study)
    between = list_beds(findings.study, between_patients=True)
    differences, arms = findings.tables["differences"], list(findings.arms)
    return {
        "differences": (
            partial(draw_differences, differences, beds, findings.kinds, arms),
            "Difference in macro-F1 between each arm and no added beats, by kind of classifier and "
            "test bed, with 95% intervals over seeds and over test records.",
        ),
        "strength": (
            partial(draw_strength, findings.strength, between),
            "Difference in macro-F1 between some arms and no added beats, against the macro-F1 of "
            "the classifier without added beats, for strong and weak kinds of classifier.",
        ),
    }


def publish(config, paths):
    """Write the pages, tables and figures of the study.

    Parameters
    ----------
    config : dict
        The configuration, with `study`.
    paths : namedlist
        The path `page`, and the lists of paths `pages`, `tables` and `figures`. The name of a file
        says which page, table or figure it gets.

    Raises
    ------
    InputError
        If a part is damaged, if parts do not fit together, or if a GAN has generated no beats.
    """
    folder = f"{config['study']['folder']}/parts"
    findings, parts = read_findings(config, folder)
    tables = findings.tables | {"changes": findings.changes, "strength": findings.strength}
    for path in paths.tables:
        write_table(path, tables[Path(path).stem], digits=6)
    figures = draw_figures(findings)
    captions = {name: alt for name, (_, alt) in figures.items()}
    save_figures({f"{Path(path).stem}_svg": path for path in paths.figures}, figures, captions)
    pages = write_pages(findings, parts, config, folder)
    for path in [paths.page, *paths.pages]:
        with atomic_write(path) as part:
            part.write_text(pages[Path(path).stem], encoding="utf-8")
