"""How sure a difference between two arms is: tests and intervals over seeds and over records.

Seeds are nested: each GAN feeds several classifiers. Scores come as arrays of shape
(GAN seeds, classifier seeds); an arm without a GAN has as many classifiers, in the same shape.
"""

import numpy as np
from scipy import stats

LEVEL = 0.95


def compare_paired(first, second):
    """Compare two arms by the means of each GAN seed, which are independent of each other.

    Parameters
    ----------
    first, second : ndarray of float, shape (g, c), g at least 2
        Scores of the arms, paired.

    Returns
    -------
    dict
        `mean` and `sd` of the differences first less second over the g means, `t` with the p value
        of the paired t test, `wilcoxon` with that of the signed-rank test, and `least_wilcoxon`,
        the least p value that this number of pairs allows; all two-sided. A p value is 1 where all
        differences are zero.
    """
    differences = (np.asarray(first) - second).mean(axis=1)
    if not differences.any():
        t = wilcoxon = 1.0
    else:
        t = stats.ttest_1samp(differences, 0).pvalue
        wilcoxon = stats.wilcoxon(differences).pvalue
    return {
        "mean": float(differences.mean()),
        "sd": float(differences.std(ddof=1)),
        "t": float(t),
        "wilcoxon": float(wilcoxon),
        "least_wilcoxon": 2.0 ** (1 - len(differences)),
    }


def adjust_holm(p_values):
    """Adjust p values for the number of tests.

    Parameters
    ----------
    p_values : sequence of float

    Returns
    -------
    ndarray of float
        In the same order.

    Notes
    -----
    Holm 1979, Scandinavian Journal of Statistics 6, 65-70.

    Examples
    --------
    >>> adjust_holm([0.01, 0.04, 0.03]).tolist()
    [0.03, 0.06, 0.06]
    """
    p_values = np.asarray(p_values, dtype=float)
    order = np.argsort(p_values)
    factors = np.arange(len(p_values), 0, -1)
    adjusted = np.empty_like(p_values)
    adjusted[order] = np.minimum(np.maximum.accumulate(p_values[order] * factors), 1)
    return adjusted


def bootstrap_seeds(differences, number, seed):
    """Give the interval of a mean difference over seeds.

    Parameters
    ----------
    differences : ndarray of float, shape (g, c)
        Paired.
    number : int
        Of resamples: GAN seeds first, then the classifier seeds of each.
    seed : int

    Returns
    -------
    low, high : float
        Of the percentile interval of 95%.
    """
    rng = np.random.default_rng(seed)
    differences = np.asarray(differences)
    g, c = differences.shape
    outer = rng.integers(g, size=(number, g, 1))
    inner = rng.integers(c, size=(number, g, c))
    return _interval(differences[outer, inner].mean(axis=(1, 2)))


def bootstrap_records(first, second, measure, number, seed):
    """Give the interval of a mean difference over test records, which stand for patients.

    Parameters
    ----------
    first, second : ndarray of int, shape (runs, records, k, k)
        Confusion matrices of the arms' classifiers, record by record.
    measure : callable
        From confusion matrices (..., k, k) to scores (...).
    number : int
        Of resamples; both arms always have the same records.
    seed : int

    Returns
    -------
    low, high : float
        Of the percentile interval of 95%.
    """
    rng = np.random.default_rng(seed)
    records = first.shape[1]
    weights = rng.multinomial(records, np.full(records, 1 / records), size=number)

    def scores(confusion):
        return measure(np.einsum("br,nrij->bnij", weights, confusion)).mean(axis=1)

    return _interval(scores(first) - scores(second))


def _interval(values):
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(values, [tail, 1 - tail])
    return float(low), float(high)


def class_f1(confusion):
    """Compute each class's F1 from confusion matrices.

    Parameters
    ----------
    confusion : ndarray of int, shape (..., k, k)
        Rows are the labels, columns the predictions.

    Returns
    -------
    ndarray of float, shape (..., k)
        Zero for a class that neither occurs nor is predicted.
    """
    hits = np.diagonal(confusion, axis1=-2, axis2=-1)
    both = confusion.sum(axis=-1) + confusion.sum(axis=-2)
    return np.divide(2 * hits, both, out=np.zeros(hits.shape), where=both > 0)


def macro_f1(confusion):
    """Compute the mean F1 over classes from confusion matrices (..., k, k)."""
    return class_f1(confusion).mean(axis=-1)
