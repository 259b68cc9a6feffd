"""The common part of the samplers: they check an array of beats and append synthetic beats."""

from numbers import Integral

import numpy as np
from imblearn.over_sampling.base import BaseOverSampler
from imblearn.utils import check_target_type
from scipy import sparse
from sklearn.utils import check_consistent_length, check_random_state
from sklearn.utils._param_validation import Interval
from sklearn.utils.validation import validate_data

from evenbeat.samplers.columns import join_columns, split_columns


class BeatSampler(BaseOverSampler):
    """The base class of oversamplers of beats with the interface of imbalanced-learn.

    A subclass has the parameters sampling_strategy, random_state, n_features and patient_column,
    and implements `_make`.
    """

    _parameter_constraints: dict = {  # noqa: RUF012 -- as scikit-learn requires it
        **BaseOverSampler._parameter_constraints,
        "n_features": [Interval(Integral, 0, None, closed="left")],
        "patient_column": [Integral, str, None],
    }

    def _check_X_y(self, X, y):  # noqa: N802 -- the name is imbalanced-learn's
        y, binarize_y = check_target_type(y, indicate_one_vs_all=True)
        # Sets n_features_in_ and feature_names_in_. Without check_array, because a patient's name
        # is not a number.
        validate_data(self, X=X, y=y, reset=True, skip_check_array=True)
        beats = split_columns(X, self.n_features, self.patient_column)
        check_consistent_length(beats.waveform, y)
        self._format = X.format if sparse.issparse(X) else None
        return beats, y, binarize_y

    def _fit_resample(self, X, y):
        missing = {cls: number for cls, number in self.sampling_strategy_.items() if number}
        seed = int(check_random_state(self.random_state).randint(np.iinfo(np.int32).max))
        made = self._make(X, y, missing, seed)
        labels = [np.full(len(new.row), cls, dtype=y.dtype) for cls, new in made.items()]
        joined = join_columns(X, list(made.values()))
        if self._format:
            joined = sparse.csr_matrix(joined).asformat(self._format)
        return joined, np.concatenate([y, *labels])

    def _make(self, beats, y, missing, seed):
        """Make the missing beats of each class; return `NewBeats` by class."""
        raise NotImplementedError
