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
    first, second : ndarray of float, shape (g, c)
        Scores of the arms, paired.

    Returns
    -------
    dict
        `mean` and `sd` of the differences first less second over the g means, `over_gans_low` to
        `over_gans_high`, the interval of 95% that belongs to the paired t test, `t` with its p
        value, `wilcoxon` with that of the signed-rank test, and `least_wilcoxon`, the least p value
        that this number of pairs allows; all two-sided. A p value is 1 where all differences are
        zero; for a single GAN it is NaN, as `sd` and the interval are.
    """
    differences = (np.asarray(first) - second).mean(axis=1)
    single = len(differences) < 2
    if single:
        t = wilcoxon = low = high = np.nan
    elif not differences.any():
        t = wilcoxon = 1.0
        low = high = 0.0
    else:
        test = stats.ttest_1samp(differences, 0)
        t, (low, high) = test.pvalue, test.confidence_interval(LEVEL)
        wilcoxon = stats.wilcoxon(differences).pvalue
    return {
        "mean": float(differences.mean()),
        "sd": np.nan if single else float(differences.std(ddof=1)),
        "over_gans_low": float(low),
        "over_gans_high": float(high),
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


def resample_seeds(scores, number, seed):
    """Resample means over seeds.

    Parameters
    ----------
    scores : ndarray of float, shape (g, c, ...)
        Of classifiers, or paired differences of them.
    number : int
        Of resamples: GAN seeds first, then the classifier seeds of each.
    seed : int

    Returns
    -------
    ndarray of float, shape (number, ...)
    """
    rng = np.random.default_rng(seed)
    g, c = scores.shape[:2]
    outer = rng.integers(g, size=(number, g, 1))
    inner = rng.integers(c, size=(number, g, c))
    return scores[outer, inner].mean(axis=(1, 2))


def resample_records(confusion, measure, number, seed):
    """Resample means over classifiers of what test records, which stand for patients, add up to.

    Parameters
    ----------
    confusion : ndarray of int, shape (runs, records, k, k)
        Confusion matrices of an arm's classifiers, record by record.
    measure : callable
        From confusion matrices (..., k, k) to scores (..., m).
    number : int
        Of resamples.
    seed : int
        With the same seed, arms have the same records in each resample: they are paired.

    Returns
    -------
    ndarray of float, shape (number, m)
    """
    records = confusion.shape[1]
    weights = np.random.default_rng(seed).multinomial(
        records, np.full(records, 1 / records), size=number
    )
    return measure(np.einsum("br,nrij->bnij", weights, confusion, optimize=True)).mean(axis=1)


def find_interval(resampled):
    """Give the percentile interval of 95% of resampled means.

    Parameters
    ----------
    resampled : ndarray of float, shape (number, ...)

    Returns
    -------
    low, high : ndarray of float, shape (...)
    """
    tail = (1 - LEVEL) / 2
    return tuple(np.quantile(resampled, [tail, 1 - tail], axis=0))
