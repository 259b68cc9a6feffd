"""The parts of the study, each an arm on a split, and their files."""

from pathlib import Path

from evenbeat.evaluation.macro_classes import select_macro_classes
from evenbeat.evaluation.per_record import read_confusions
from evenbeat.evaluation.results import Part, count_support
from evenbeat.io.json_files import read_json
from evenbeat.runtime.errors import InputError


def gather_facts(identity, arm, classes, choice, metrics, training_sets):
    """Gather what is kept of a part beside its tables of confusion matrices.

    Parameters
    ----------
    identity : dict
        `split`, `kind` of classifier and `name` of the arm.
    arm : dict
        As in the configuration's `arms`.
    classes : sequence of str
    choice : dict
        As `evenbeat.tuning.select.select_setting` returns it.
    metrics : sequence of dict
        Metrics of each classifier, in the order of their seeds.
    training_sets : sequence of dict
        Numbers of training beats of each classifier, in the same order.

    Returns
    -------
    dict
        `identity`; `arm`, `classes` and `choice` as given; `added`, the number
        of beats added to each class, and `macro_average_precision`, both by classifier.
    """
    added = [one["added"] for one in training_sets]
    return {
        **identity,
        "arm": arm,
        "classes": list(classes),
        "choice": choice,
        "added": {name: [one[name] for one in added] for name in classes},
        "macro_average_precision": [one["macro_average_precision"] for one in metrics],
    }


def list_part_files(folder):
    """List the files of the kept parts.

    Parameters
    ----------
    folder : str or Path
        The folder of the study.

    Returns
    -------
    list of str
        Sorted.
    """
    return sorted(map(str, Path(folder).glob("parts/**/*_*.*")))


def list_part_splits(folder):
    """List the splits of the kept parts.

    Parameters
    ----------
    folder : str or Path
        The folder of the study.

    Returns
    -------
    list of str
        In the order in which `read_parts` reads them.
    """
    splits = [path.name.split("_")[0] for path in sorted(Path(folder).glob("parts/*.json"))]
    return list(dict.fromkeys(splits))


def read_parts(folder, min_test_beats):
    """Read all parts of a folder.

    Parameters
    ----------
    folder : str or Path
        Has <split>_<arm>.json, <split>_<arm>.csv and committees/<split>_<arm>.csv for each part.
    min_test_beats : int
        Least number of test beats of a class that counts in macro-F1.

    Returns
    -------
    dict of str to dict of str to Part
        By split and arm.

    Raises
    ------
    InputError
        If a file is missing or damaged, or if the two tables of a part are from different runs.
    """
    parts = {}
    for path in sorted(Path(folder).glob("*.json")):
        facts = read_json(path)
        table = path.with_suffix(".csv")
        confusion, records = read_confusions(table, facts["classes"])
        committees = _read_committees(table, facts["classes"], confusion, records)
        support = count_support(confusion, facts["classes"])
        scored = select_macro_classes(support, min_test_beats)
        part = Part(confusion, committees, records, facts["classes"], facts, scored)
        parts.setdefault(facts["split"], {})[facts["name"]] = part
    return parts


def _read_committees(table, classes, confusion, records):
    path = table.parent / "committees" / table.name
    if not path.exists():
        raise InputError(f"{table} is kept without {path}: copy both from the run's parts/")
    committees, same = read_confusions(path, classes)
    beats, of_committees = confusion.sum(axis=-1), committees.sum(axis=-1)
    if same != records or committees.shape[:2] != (len(confusion), 1):
        raise InputError(f"{path} has other GANs or records than {table}; copy both from one run")
    if (beats != of_committees).any():
        raise InputError(f"{path} has other beats than {table}; copy both from one run")
    return committees
