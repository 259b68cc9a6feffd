"""Tests and bootstrap intervals of differences between arms, over seeds and over test records.

Seeds are nested, because each GAN provides beats to several classifiers. Scores have the shape
(GAN seeds, classifier seeds), also for an arm without a GAN.
"""

import numpy as np
from scipy import stats

LEVEL = 0.95


def compare_paired(first, second):
    """Compare two arms by paired tests on the means of the GAN seeds, which are independent.

    Parameters
    ----------
    first, second : ndarray of float, shape (g, c)
        Scores of the arms, paired.

    Returns
    -------
    dict of str to float
        `mean` and `sd` of the differences first minus second over the g means; `over_gans_low` and
        `over_gans_high`, the bounds of the 95% interval of the paired t test; `t` and `wilcoxon`,
        the p values of that test and of the signed-rank test; and `least_wilcoxon`, the smallest
        p value that the signed-rank test can give for g pairs. All tests are two-sided. The p
        values are 1 if all differences are zero. For a single GAN they are NaN, as are `sd` and
        the interval.
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
    """Adjust p values for multiple tests by the Holm method.

    Parameters
    ----------
    p_values : sequence of float

    Returns
    -------
    ndarray of float, shape (n,)
        Adjusted p values, in the same order.

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
    """Draw bootstrap means over seeds: GAN seeds first, then the classifier seeds of each.

    Parameters
    ----------
    scores : ndarray of float, shape (g, c, ...)
        Scores of the classifiers of an arm, or paired differences between two arms.
    number : int
        Number of resamples.
    seed : int

    Returns
    -------
    ndarray of float, shape (number, ...)
        Mean score of each resample.
    """
    rng = np.random.default_rng(seed)
    g, c = scores.shape[:2]
    outer = rng.integers(g, size=(number, g, 1))
    inner = rng.integers(c, size=(number, g, c))
    return scores[outer, inner].mean(axis=(1, 2))


def resample_records(confusion, measure, number, seed):
    """Draw bootstrap scores over test records, in place of patients.

    Parameters
    ----------
    confusion : ndarray of int, shape (runs, records, k, k)
        Confusion matrices of an arm's classifiers, one per record.
    measure : callable
        Maps confusion matrices (..., k, k) to scores (..., m).
    number : int
        Number of resamples.
    seed : int
        With the same seed, all arms have the same records in each resample, so they are paired.

    Returns
    -------
    ndarray of float, shape (number, m)
        Scores of each resample, mean over the classifiers.
    """
    records = confusion.shape[1]
    weights = np.random.default_rng(seed).multinomial(
        records, np.full(records, 1 / records), size=number
    )
    return measure(np.einsum("br,nrij->bnij", weights, confusion, optimize=True)).mean(axis=1)


def find_interval(resampled):
    """Compute the 95% percentile interval of bootstrap means.

    Parameters
    ----------
    resampled : ndarray of float, shape (number, ...)

    Returns
    -------
    low, high : ndarray of float, shape (...)
        Bounds of the interval.
    """
    tail = (1 - LEVEL) / 2
    return tuple(np.quantile(resampled, [tail, 1 - tail], axis=0))
