"""Linear discriminant analysis of splines of the features."""

import numpy as np
from scipy.linalg import solve
from scipy.special import softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.preprocessing import SplineTransformer
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

# Of neighbouring knots, as a share of the range between the limits.
LEAST_GAP = 0.01


class SplineLDA(ClassifierMixin, BaseEstimator):
    """Linear discriminant analysis of quadratic splines, for beats that have weights.

    Unlike scikit-learn's, it weighs beats, and gives each class a prior that lies between its share
    of the beats and an equal share.

    Parameters
    ----------
    knots : int
        Number of knots of each spline, at quantiles of the feature but not too close together.
    clip : float
        Share of the beats beyond which a feature is clipped at either end, 0 to 0.5.
    shrinkage : float
        Share of the mean variance in the covariance matrix, 0 to 1 (Ledoit and Wolf 2004, J.
        Multivariate Anal. 88, 365-411, without their estimate of the share).
    prior_power : float
        The prior of a class is proportional to its weight to this power: 0 for equal priors, 1 for
        shares of the weight.

    Attributes
    ----------
    classes_ : ndarray of shape (classes,)
    knots_ : ndarray of float, shape (knots, features)
        The first and the last ones are the limits to which features are clipped.
    coef_ : ndarray of float, shape (classes, splines)
    intercept_ : ndarray of float, shape (classes,)

    Examples
    --------
    >>> import numpy as np
    >>> X = np.linspace(-1, 1, 40)[:, None]
    >>> model = SplineLDA(knots=3).fit(X, (np.abs(X[:, 0]) > 0.5).astype(int))
    >>> model.predict([[-0.9], [0.0], [0.9]]).tolist()
    [1, 0, 1]
    """

    def __init__(self, knots=6, clip=0.003, shrinkage=0.1, prior_power=0.4):
        self.knots = knots
        self.clip = clip
        self.shrinkage = shrinkage
        self.prior_power = prior_power

    def fit(self, X, y, sample_weight=None):
        """Fit the model.

        Parameters
        ----------
        X : ndarray of float, shape (n, features)
        y : ndarray, shape (n,)
            Classes.
        sample_weight : ndarray of float, shape (n,), optional
            One for each beat by default. Beats of weight 0 do not count at all; a class of such
            beats only has probability 0.

        Returns
        -------
        SplineLDA

        Raises
        ------
        ValueError
            If X, y or sample_weight cannot be used by scikit-learn, or no beat has a weight.
        """
        X, y = validate_data(self, X, y, dtype=float)
        check_classification_targets(y)
        weight = _check_sample_weight(sample_weight, X, dtype=float, ensure_non_negative=True)
        self.classes_, index = np.unique(y, return_inverse=True)
        X, index, weight = (column[weight > 0] for column in (X, index, weight))
        self.knots_ = self._place_knots(X)
        splines = self.expand(X)
        share = np.eye(len(self.classes_))[index] * (weight / weight.sum())[:, None]
        total = share.sum(axis=0)
        means = share.T @ splines / np.where(total, total, 1)[:, None]
        left = splines - means[index]
        covariance = (left * share.sum(axis=1, keepdims=True)).T @ left
        variance = np.trace(covariance) / len(covariance)
        covariance *= 1 - self.shrinkage
        covariance[np.diag_indices_from(covariance)] += max(self.shrinkage * variance, 1e-12)
        # The splines of a feature sum to one. Without the mean of all classes, none of the classes
        # lies in that direction, in which the covariance is almost singular.
        middle = total @ means
        self.coef_ = solve(covariance, (means - middle).T, assume_a="pos").T
        prior = np.where(total, self.prior_power * np.log(np.where(total, total, 1)), -np.inf)
        self.intercept_ = prior - 0.5 * np.sum(self.coef_ * (means + middle), axis=1)
        return self

    def _place_knots(self, X):
        knots = np.quantile(X, np.linspace(self.clip, 1 - self.clip, self.knots), axis=0)
        extent = knots[-1] - knots[0]
        # Any extent will do for a feature without one.
        least = LEAST_GAP * np.where(extent > 0, extent, 1)
        for number in range(1, self.knots):
            knots[number] = np.maximum(knots[number], knots[number - 1] + least)
        return knots

    def expand(self, X):
        """Expand clipped features into quadratic splines.

        Parameters
        ----------
        X : ndarray of float, shape (n, features)

        Returns
        -------
        ndarray of float, shape (n, splines)
            The splines of the first feature, then those of the second, and so on.
        """
        clipped = np.clip(X, self.knots_[0], self.knots_[-1])
        # Fitted anew, since a file of a model can hold arrays but no splines of SciPy.
        splines = SplineTransformer(degree=2, knots=self.knots_).fit(self.knots_)
        return splines.transform(clipped)

    def predict_proba(self, X):
        """Predict class probabilities.

        Parameters
        ----------
        X : ndarray of float, shape (n, features)

        Returns
        -------
        ndarray of float, shape (n, classes)
        """
        check_is_fitted(self)
        X = validate_data(self, X, dtype=float, reset=False)
        return softmax(self.expand(X) @ self.coef_.T + self.intercept_, axis=1)

    def predict(self, X):
        """Predict classes.

        Parameters
        ----------
        X : ndarray of float, shape (n, features)

        Returns
        -------
        ndarray of shape (n,)
            The most probable class of each row.
        """
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
