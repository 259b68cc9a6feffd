"""The difference between two arms, with all that says how sure it is."""

from evenbeat.statistics import bootstrap_records, bootstrap_seeds, compare_paired, macro_f1


def contrast_arms(first, second, resamples, seed):
    """Compare two arms by macro-F1.

    Parameters
    ----------
    first, second : ndarray of int, shape (g, c, records, k, k)
        Confusion matrices of the arms' classifiers, paired, record by record.
    resamples : int
        Of the bootstrap.
    seed : int

    Returns
    -------
    dict
        As `evenbeat.statistics.compare_paired` has it, of first less second; `over_seeds` and
        `over_records`, intervals of 95%.
    """
    scores = [macro_f1(confusion.sum(axis=2)) for confusion in (first, second)]
    by_record = [confusion.reshape(-1, *confusion.shape[2:]) for confusion in (first, second)]
    return {
        **compare_paired(*scores),
        "over_seeds": bootstrap_seeds(scores[0] - scores[1], resamples, seed),
        "over_records": bootstrap_records(*by_record, macro_f1, resamples, seed),
    }
