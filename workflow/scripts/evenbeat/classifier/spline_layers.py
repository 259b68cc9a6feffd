"""A linear discriminant analysis of splines as layers of a network."""

import numpy as np

from evenbeat.nn.backend import layers
from evenbeat.nn.fixed import apply_fixed

# Logit of a class without training beats.
NEVER = -30.0


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
        Features, each as a share of the range between its limits, 0 to 1.
    lda : evenbeat.classifier.spline_lda.SplineLDA
        Fitted; its classes are indices.
    classes : int
        Number of classes.

    Returns
    -------
    tensor of float32, shape (batch, classes)

    Notes
    -----
    A quadratic spline on [0, 1] is a sum of 1, x and the squares of max(x - knot, 0), with the
    knots but the last one.
    """
    starts = ((lda.knots_ - lda.knots_[0]) / (lda.knots_[-1] - lda.knots_[0]))[:-1]
    copies = np.tile(np.eye(starts.shape[1]), len(starts))
    beyond = layers.ReLU(name="beyond_knots")(apply_fixed(shares, "knots", copies, -starts.ravel()))
    squares = layers.Multiply(name="squares")([beyond, beyond])
    basis = layers.Concatenate(name="spline_basis")([shares, squares])
    kernel, bias = np.zeros((basis.shape[1], classes)), np.full(classes, NEVER)
    kernel[:, lda.classes_], bias[lda.classes_] = _convert(lda, starts)
    bias = np.maximum(bias, NEVER)
    return apply_fixed(basis, "discriminant", kernel, bias)


def _convert(lda, starts):
    """Convert the coefficients of B-splines to those of the basis of `add_discriminant`."""
    number, features = starts.shape
    grid = np.linspace(0, 1, 40 * number)[:, None]
    places = lda.knots_[0] + grid * (lda.knots_[-1] - lda.knots_[0])
    splines = lda.expand(places).reshape(len(grid), features, -1)
    coefficients = lda.coef_.reshape(len(lda.coef_), features, -1)
    bias, linear, squares = lda.intercept_.copy(), [], []
    for feature in range(features):
        basis = np.hstack([np.ones_like(grid), grid, np.maximum(grid - starts[:, feature], 0) ** 2])
        logits = splines[:, feature] @ coefficients[:, feature].T
        found = np.linalg.lstsq(basis, logits, rcond=None)[0]
        bias += found[0]
        linear.append(found[1])
        squares.append(found[2:])
    return np.concatenate([linear, *np.stack(squares, axis=1)]), bias
