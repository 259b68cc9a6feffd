"""The parts of the study, each an arm on a split, and their files."""

import dataclasses
from pathlib import Path

import numpy as np

from evenbeat.arm import Arm
from evenbeat.errors import InputError
from evenbeat.files import read_json
from evenbeat.measures import measure_all
from evenbeat.record_table import read_records


@dataclasses.dataclass(frozen=True, eq=False)
class Part:
    """The results of an arm on a split.

    Attributes
    ----------
    confusion : ndarray of int, shape (g, c, records, k, k)
        Confusion matrices by GAN seed, classifier of that GAN and record. Rows are labels, columns
        predictions.
    committees : ndarray of int, shape (g, 1, records, k, k)
        The same for the committee of each GAN's classifiers.
    records : list of str
    classes : list of str
    facts : dict
        As `gather_facts` returns them.
    """

    confusion: np.ndarray
    committees: np.ndarray
    records: list
    classes: list
    facts: dict

    @property
    def arm(self):
        """The arm as it was configured, an `evenbeat.arm.Arm`."""
        return Arm.from_config(self.facts["arm"])

    def measures(self):
        """Compute all measures of each classifier over all records.

        Returns
        -------
        ndarray of float, shape (g, c, m)
            As `evenbeat.measures.name_measures` names them.
        """
        return measure_all(self.confusion.sum(axis=2))

    def scores(self):
        """Compute the macro-F1 of each classifier over all records.

        Returns
        -------
        ndarray of float, shape (g, c)
        """
        return self.measures()[..., 0]

    def average_precisions(self):
        """Look up the macro average precision of each classifier.

        Returns
        -------
        ndarray of float, shape (g, c)
        """
        return np.reshape(self.facts["macro_average_precision"], self.confusion.shape[:2])

    def as_committees(self):
        """Build the part with the committees in place of the classifiers.

        Returns
        -------
        Part
        """
        return dataclasses.replace(self, confusion=self.committees)

    def fold_score(self):
        """Compute the cross-validated macro-F1 of the best setting of the hyper-parameter search.

        Returns
        -------
        float
            Mean over the folds of the training patients.
        """
        return max(np.mean(self.facts["choice"]["macro_f1"], axis=1))

    def without(self, record):
        """Build the part without one of its records.

        Parameters
        ----------
        record : str

        Returns
        -------
        Part
        """
        kept = [place for place, name in enumerate(self.records) if name != record]
        return dataclasses.replace(
            self,
            confusion=self.confusion[:, :, kept],
            committees=self.committees[:, :, kept],
            records=[self.records[place] for place in kept],
        )


def gather_facts(identity, arm, classes, choice, metrics, training_sets):
    """Gather what is kept of a part beside its tables of confusion matrices.

    Parameters
    ----------
    identity : dict
        `split` and `name` of the arm.
    arm : dict
        As in the configuration's `arms`.
    classes : sequence of str
    choice : dict
        As `evenbeat.choosing.choose_setting` returns it.
    metrics : sequence of dict
        Metrics of each classifier, in the order of their seeds.
    training_sets : sequence of dict
        Numbers of training beats of each classifier, in the same order.

    Returns
    -------
    dict
        `split` and `name` of the arm; `arm`, `classes` and `choice` as given; `added`, the number
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


def read_tables(paths, classes):
    """Read the tables of the arms of a split, also of arms without a hyper-parameter search.

    Parameters
    ----------
    paths : dict of str to str
        By arm, the table of its classifiers from `evenbeat.record_table.tabulate_records`.
    classes : sequence of str

    Returns
    -------
    dict of str to Part
        By arm, in the order of the paths. The parts have no committees, and `name` as the only
        fact.

    Raises
    ------
    InputError
        If a table is not as `evenbeat.record_table.read_records` expects.
    """
    parts = {}
    for name, path in paths.items():
        confusion, records = read_records(path, classes)
        no_committees = np.empty((len(confusion), 0, *confusion.shape[2:]), dtype=int)
        parts[name] = Part(confusion, no_committees, records, list(classes), {"name": name})
    return parts


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


def read_parts(folder):
    """Read all parts of a folder.

    Parameters
    ----------
    folder : str or Path
        Has <split>_<arm>.json, <split>_<arm>.csv and committees/<split>_<arm>.csv for each part.

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
