"""The results of one arm on one split."""

import dataclasses

import numpy as np

from evenbeat.balancing.arm import Arm
from evenbeat.evaluation.confusion import measure_all
from evenbeat.evaluation.macro_classes import select_macro_classes
from evenbeat.evaluation.per_record import read_confusions


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
    macro_classes : list of str
        The classes that macro-F1 is the mean of. They stay the same when records are left out or
        resampled.
    """

    confusion: np.ndarray
    committees: np.ndarray
    records: list
    classes: list
    facts: dict
    macro_classes: list

    @property
    def arm(self):
        """The arm as it was configured, an `evenbeat.balancing.arm.Arm`."""
        return Arm.from_config(self.facts["arm"])

    def measures(self):
        """Compute all measures of each classifier over all records.

        Returns
        -------
        ndarray of float, shape (g, c, m)
            As `evenbeat.evaluation.confusion.name_measures` names them.
        """
        return self.measure(self.confusion.sum(axis=2))

    def measure(self, confusion):
        """Compute all measures of confusion matrices of this part's classes.

        Parameters
        ----------
        confusion : ndarray of int, shape (..., k, k)
            Rows are labels, columns predictions.

        Returns
        -------
        ndarray of float, shape (..., m)
            As `evenbeat.evaluation.confusion.name_measures` names them.
        """
        return measure_all(confusion, [self.classes.index(name) for name in self.macro_classes])

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


def count_support(confusion, classes):
    """Count the test beats of each class.

    Parameters
    ----------
    confusion : ndarray of int, shape (g, c, records, k, k)
        As `evenbeat.evaluation.per_record.read_confusions` returns it.
    classes : sequence of str

    Returns
    -------
    dict of str to int
    """
    counts = confusion[0, 0].sum(axis=(0, 2))
    return dict(zip(classes, counts.tolist(), strict=True))


def read_run_parts(paths, classes, min_test_beats):
    """Read the tables of the arms of a split, also of arms without a hyper-parameter search.

    Parameters
    ----------
    paths : dict of str to str
        By arm, the table of its classifiers from `evenbeat.evaluation.per_record.count_confusions`.
    classes : sequence of str
    min_test_beats : int
        Least number of test beats of a class that counts in macro-F1.

    Returns
    -------
    dict of str to Part
        By arm, in the order of the paths. The parts have no committees, and `name` as the only
        fact.

    Raises
    ------
    InputError
        If a table is not as `evenbeat.evaluation.per_record.read_confusions` expects.
    """
    parts = {}
    for name, path in paths.items():
        confusion, records = read_confusions(path, classes)
        no_committees = np.empty((len(confusion), 0, *confusion.shape[2:]), dtype=int)
        scored = select_macro_classes(count_support(confusion, classes), min_test_beats)
        facts = {"name": name}
        parts[name] = Part(confusion, no_committees, records, list(classes), facts, scored)
    return parts
