"""A sampler that moves real beats of rare classes to other patients, without a network."""

import warnings

import numpy as np

from evenbeat.balancing.augmentation import draw_transplants
from evenbeat.runtime.seeds import derive_seed
from evenbeat.samplers.base import BeatSampler
from evenbeat.samplers.columns import NewBeats


class TransplantSampler(BeatSampler):
    """Oversample rare classes with real beats that are moved to other patients.

    The difference between a beat and the template of its patient is added to the template of a
    patient drawn at random. A template is the median of all beats of a patient in X. The arm
    `transplant` uses this method. It needs no network and almost no time.

    Parameters
    ----------
    sampling_strategy : float, str, dict or callable, default="auto"
        Which classes get how many beats, as in imbalanced-learn. "auto" fills all classes up to
        the size of the largest class.
    random_state : int, RandomState instance or None, default=None
        Random seed of the draws. The same integer gives the same bytes.
    n_features : int, default=0
        Number of columns at the end of X that are features; the patient's column does not count. A
        synthetic beat keeps the features of the real beat that was moved.
    patient_column : int, str or None, default=None
        Number or name of the column of X with the patient; it stays in X. For a synthetic beat, it
        holds the patient to whom the beat was moved. If None, or with one patient only, beats
        cannot be moved: they are repeated as by `imblearn.over_sampling.RandomOverSampler`, with a
        warning.

    Attributes
    ----------
    sampling_strategy_ : dict
        Number of synthetic beats of each class.
    sample_indices_ : ndarray of int, shape (n_new,)
        The row of X from which each beat was made.
    n_features_in_ : int
        Number of columns of X.
    feature_names_in_ : ndarray of str, shape (n_features_in_,)
        Names of the columns of X, if all are strings.

    See Also
    --------
    GANSampler : Beats that a trained network generates.

    Notes
    -----
    When a beat is drawn, a patient counts as the square root of its number of beats of the class.
    Each patient in X, including the beat's own, has the same probability to receive the beat. Only
    the template is exchanged, so scale the beats before, for example by the amplitude of each
    patient's usual beats.

    Examples
    --------
    Two patients, one with high and one with low beats; the first has two beats of class V.

    >>> import numpy as np
    >>> X = np.array([[0, 4, 0, 1], [0, 4, 0, 1], [0, 4, 0, 1], [4, 0, 0, 1], [5, 0, 0, 1],
    ...               [0, 1, 0, 2], [0, 1, 0, 2], [0, 1, 0, 2]], dtype=float)
    >>> y = np.array(["N", "N", "N", "V", "V", "N", "N", "N"])
    >>> sampler = TransplantSampler(patient_column=-1, random_state=2)
    >>> X_new, y_new = sampler.fit_resample(X, y)
    >>> X_new[8:]
    array([[ 5., -3.,  0.,  2.],
           [ 4., -3.,  0.,  2.],
           [ 4.,  0.,  0.,  1.],
           [ 5.,  0.,  0.,  1.]])
    >>> sampler.sample_indices_[8:]
    array([4, 3, 3, 4])
    """

    def __init__(
        self, *, sampling_strategy="auto", random_state=None, n_features=0, patient_column=None
    ):
        super().__init__(sampling_strategy=sampling_strategy)
        self.random_state = random_state
        self.n_features = n_features
        self.patient_column = patient_column

    def _make(self, beats, y, missing, seed):
        templates = beats.find_templates()
        if len(templates) == 1 and missing:
            warnings.warn(
                "all beats are of one patient: they cannot be moved to other patients, and are "
                "repeated instead. Set patient_column to the column of X with the patient.",
                stacklevel=4,
            )
        made = {
            cls: _transplant(beats, templates, np.flatnonzero(y == cls), number, seed, cls)
            for cls, number in missing.items()
        }
        sources = [new.row for new in made.values()]
        self.sample_indices_ = np.concatenate([np.arange(len(y)), *sources])
        return made

    def __sklearn_tags__(self):
        """Declare that the sampler has `sample_indices_`."""
        tags = super().__sklearn_tags__()
        tags.sampler_tags.sample_indices = True
        return tags


def _transplant(beats, templates, of_class, number, seed, cls):
    drawn, target = draw_transplants(
        beats.patient[of_class], len(templates), number, derive_seed(seed, cls)
    )
    row = of_class[drawn]
    change = templates[target] - templates[beats.patient[row]]
    return NewBeats(beats.waveform[row] + change, row, target)
