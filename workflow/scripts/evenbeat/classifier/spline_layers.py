"""A linear discriminant analysis of splines as layers of a network."""

import numpy as np

from evenbeat.nn.backend import layers
from evenbeat.nn.fixed import apply_fixed

# Logit of a class without training beats, lower than any logit from features.
NEVER = -1000.0


def make_scale(lda):
    """Compute the linear map of features to the range between their limits, 0 to 1.

    Parameters
    ----------
    lda : evenbeat.classifier.spline_lda.SplineLDA
        Fitted.

    Returns
    -------
    kernel : ndarray of float, shape (features, features)
    bias : ndarray of float, shape (features,)
    """
    low, high = lda.knots_[0], lda.knots_[-1]
    return np.diag(1 / (high - low)), -low / (high - low)


def add_discriminant(shares, lda, classes):
    """Add layers that compute the logits of a linear discriminant analysis of splines.

    Parameters
    ----------
    shares : tensor of float32, shape (batch, features)
        Features, each scaled to 0 to 1 between its limits.
    lda : evenbeat.classifier.spline_lda.SplineLDA
        Fitted; its classes are class indices.
    classes : int
        Number of classes.

    Returns
    -------
    tensor of float32, shape (batch, classes)

    Notes
    -----
    A quadratic spline is a polynomial between two knots. Its basis here has two functions for each
    interval: the fraction of the interval below x, and the square of this fraction. Both stay
    between 0 and 1, so float32 is precise enough. With truncated powers as a basis, large terms
    would cancel where knots are close.
    """
    knots = (lda.knots_ - lda.knots_[0]) / (lda.knots_[-1] - lda.knots_[0])
    gaps = np.diff(knots, axis=0)
    copies = np.tile(np.eye(knots.shape[1]), len(gaps))
    places = apply_fixed(shares, "intervals", copies / gaps.ravel(), -(knots[:-1] / gaps).ravel())
    below = layers.ReLU(max_value=1, name="below_in_interval")(places)
    squares = layers.Multiply(name="squares")([below, below])
    basis = layers.Concatenate(name="spline_basis")([below, squares])
    kernel, bias = np.zeros((basis.shape[1], classes)), np.full(classes, NEVER)
    trained = np.isfinite(lda.intercept_)
    of_trained, intercept = _convert(lda)
    kernel[:, lda.classes_[trained]] = of_trained[:, trained]
    bias[lda.classes_[trained]] = intercept[trained]
    return apply_fixed(basis, "discriminant", kernel, bias)


def _convert(lda):
    """Convert the coefficients of B-splines to the basis of `add_discriminant`."""
    at_knots = _logits_by_feature(lda, lda.knots_)
    at_middles = _logits_by_feature(lda, (lda.knots_[:-1] + lda.knots_[1:]) / 2)
    rise, half_way = np.diff(at_knots, axis=0), at_middles - at_knots[:-1]
    linear, square = 4 * half_way - rise, 2 * rise - 4 * half_way
    kernel = np.concatenate([linear, square]).reshape(-1, len(lda.coef_))
    return kernel, lda.intercept_ + at_knots[0].sum(axis=0)


def _logits_by_feature(lda, X):
    """Compute what each feature adds to the logits, (n, features, classes)."""
    splines = lda.expand(X).reshape(*X.shape, -1)
    return np.einsum("nfs,cfs->nfc", splines, lda.coef_.reshape(-1, *splines.shape[1:]))
