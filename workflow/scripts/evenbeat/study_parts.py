"""The parts of the study, an arm on a split each, as they are kept."""

import dataclasses
from pathlib import Path

import numpy as np

from evenbeat.errors import InputError
from evenbeat.files import read_json
from evenbeat.measures import measure_all
from evenbeat.record_table import read_records


@dataclasses.dataclass(frozen=True, eq=False)
class Part:
    """An arm on a split.

    Attributes
    ----------
    confusion : ndarray of int, shape (g, c, records, k, k)
        By GAN seed, classifier of that GAN and record; rows are labels, columns predictions.
    committees : ndarray of int, shape (g, 1, records, k, k)
        The same of what the classifiers of each GAN say together.
    records : list of str
    classes : list of str
    facts : dict
        `split` and `name` of the arm; `arm` as it was configured; `choice`, what the folds made of
        it; `added` beats of each class and `macro_average_precision`, by classifier.
    """

    confusion: np.ndarray
    committees: np.ndarray
    records: list
    classes: list
    facts: dict

    def measures(self):
        """Compute what `evenbeat.measures.name_measures` names, shape (g, c, m)."""
        return measure_all(self.confusion.sum(axis=2))

    def scores(self):
        """Compute macro-F1 by GAN seed and classifier, shape (g, c)."""
        return self.measures()[..., 0]

    def average_precisions(self):
        """Give macro average precision by GAN seed and classifier, shape (g, c)."""
        return np.reshape(self.facts["macro_average_precision"], self.confusion.shape[:2])

    def as_committees(self):
        """Give the part with the classifiers of each GAN as one, which says their mean."""
        return dataclasses.replace(self, confusion=self.committees)

    def fold_score(self):
        """Give the best mean macro-F1 on the folds of the training patients."""
        return max(np.mean(self.facts["choice"]["macro_f1"], axis=1))

    def without(self, record):
        """Give the part without one of its records."""
        kept = [place for place, name in enumerate(self.records) if name != record]
        return dataclasses.replace(
            self,
            confusion=self.confusion[:, :, kept],
            committees=self.committees[:, :, kept],
            records=[self.records[place] for place in kept],
        )


def gather_facts(identity, arm, classes, choice, metrics, training_sets):
    """Gather what a part's table of records does not say.

    Parameters
    ----------
    identity : dict
        `split` and `name` of the arm.
    arm : dict
        As in the configuration's `arms`.
    classes : sequence of str
    choice : dict
        What `evenbeat.choosing.choose_setting` made.
    metrics, training_sets : sequence of dict
        Of each classifier, in the order of their seeds.

    Returns
    -------
    dict
        See `Part.facts`.
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


def read_tables(paths, classes):
    """Read the tables of a split's arms, of a run whose arms may not have been tuned.

    Parameters
    ----------
    paths : dict of str to str
        Tables of the arms' classifiers.
    classes : sequence of str

    Returns
    -------
    dict of str to Part
        By arm, in the order of the paths; without committees, and with no more facts than the name.
    """
    parts = {}
    for name, path in paths.items():
        confusion, records = read_records(path, classes)
        nobody = np.empty((len(confusion), 0, *confusion.shape[2:]), dtype=int)
        parts[name] = Part(confusion, nobody, records, list(classes), {"name": name})
    return parts


def read_parts(folder):
    """Read all parts that are in a folder.

    Parameters
    ----------
    folder : str or Path
        Files <split>_<arm>.csv and .json, and committees/<split>_<arm>.csv.

    Returns
    -------
    dict of str to dict of str to Part
        By split and arm.

    Raises
    ------
    InputError
        If a table is missing, or the two of a part are not of the same run.
    """
    parts = {}
    for path in sorted(Path(folder).glob("*.json")):
        facts = read_json(path)
        table = path.with_suffix(".csv")
        confusion, records = read_records(table, facts["classes"])
        committees = _read_committees(table, facts["classes"], confusion, records)
        part = Part(confusion, committees, records, facts["classes"], facts)
        parts.setdefault(facts["split"], {})[facts["name"]] = part
    return parts


def _read_committees(table, classes, confusion, records):
    path = table.parent / "committees" / table.name
    if not path.exists():
        raise InputError(f"{table} is kept without {path}: copy both from the run's parts/")
    committees, same = read_records(path, classes)
    beats, of_committees = confusion.sum(axis=-1), committees.sum(axis=-1)
    if same != records or committees.shape[:2] != (len(confusion), 1):
        raise InputError(f"{path} has other GANs or records than {table}; copy both from one run")
    if (beats != of_committees).any():
        raise InputError(f"{path} has other beats than {table}; copy both from one run")
    return committees
