"""The results of one arm on one split."""

import dataclasses

import numpy as np

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
    records : list of str
    classes : list of str
    macro_classes : list of str
        The classes that macro-F1 is the mean of. They stay the same when records are left out or
        resampled.
    """

    confusion: np.ndarray
    records: list
    classes: list
    macro_classes: list

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


def read_parts(paths, classes, min_test_beats):
    """Read the tables of the arms of a split.

    Parameters
    ----------
    paths : dict of str to str
        By arm, the table of its classifiers from `evenbeat.evaluation.per_record.count_confusions`.
    classes : sequence of str
    min_test_beats : int
        Minimum number of test beats of a class in macro-F1.

    Returns
    -------
    dict of str to Part
        By arm, in the order of the paths.

    Raises
    ------
    InputError
        If a table is not as `evenbeat.evaluation.per_record.read_confusions` expects.
    """
    parts = {}
    for name, path in paths.items():
        confusion, records = read_confusions(path, classes)
        scored = select_macro_classes(count_support(confusion, classes), min_test_beats)
        parts[name] = Part(confusion, records, list(classes), scored)
    return parts
