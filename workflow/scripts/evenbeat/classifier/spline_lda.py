"""Linear discriminant analysis of splines of the features."""

import numpy as np
from scipy.linalg import solve
from scipy.special import softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.preprocessing import SplineTransformer
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

# Smallest distance of neighbouring knots, as a fraction of the range between the limits.
LEAST_GAP = 0.01


class SplineLDA(ClassifierMixin, BaseEstimator):
    """Linear discriminant analysis of quadratic splines, for beats with weights.

    Unlike scikit-learn's, it weights beats, and the prior of a class is between its share of the
    beats and an equal share.

    Parameters
    ----------
    knots : int
        Number of knots of each spline, at quantiles of the feature but not too close together.
    clip : float
        Fraction of the beats whose feature is clipped at each end, 0 to 0.5.
    shrinkage : float
        Weight of the mean variance in the covariance matrix, 0 to 1 (Ledoit and Wolf 2004, J.
        Multivariate Anal. 88, 365-411, without their estimate of this weight).
    prior_power : float
        The prior of a class is proportional to the weight of its beats to this power: 0 for equal
        priors, 1 for priors proportional to the weight.

    Attributes
    ----------
    classes_ : ndarray of shape (classes,)
    knots_ : ndarray of float, shape (knots, features)
        The first and the last knots are the limits to which features are clipped.
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
            By default, 1 for each beat. Beats of weight 0 are ignored; a class with only such beats
            has probability 0.

        Returns
        -------
        SplineLDA

        Raises
        ------
        ValueError
            If X, y or sample_weight is not valid for scikit-learn, or no beat has a weight.
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
        # The splines of a feature sum to one, so the covariance is almost singular in that
        # direction. Subtracting the mean of all classes removes it from the class means.
        middle = total @ means
        self.coef_ = solve(covariance, (means - middle).T, assume_a="pos").T
        prior = np.where(total, self.prior_power * np.log(np.where(total, total, 1)), -np.inf)
        self.intercept_ = prior - 0.5 * np.sum(self.coef_ * (means + middle), axis=1)
        return self

    def _place_knots(self, X):
        knots = np.quantile(X, np.linspace(self.clip, 1 - self.clip, self.knots), axis=0)
        extent = knots[-1] - knots[0]
        # For a constant feature, any distance of the knots is good.
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
            The splines of the first feature, then of the second, and so on.
        """
        clipped = np.clip(X, self.knots_[0], self.knots_[-1])
        # Fitted here again, because a model's file can hold arrays but not SciPy's splines.
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
