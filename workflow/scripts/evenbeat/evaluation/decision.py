"""Significance of the difference between two arms."""

from evenbeat.evaluation.statistics import LEVEL

# The split without a patient in both training and test beats.
BETWEEN_PATIENTS = "interpatient"


def significant_sign(row, p):
    """Decide whether a difference is significantly above or below zero.

    Parameters
    ----------
    row : Series or dict
        A row of a table that `evenbeat.evaluation.contrasts.contrast_pairs` returns.
    p : float
        p value of the t test, corrected for multiple tests; NaN if there is only one GAN.

    Returns
    -------
    int
        1 for above, -1 for below, 0 for neither.
    """
    # With few GANs the bootstrap interval is too narrow, so the t test must agree.
    if not p < 1 - LEVEL or row["over_seeds_low"] <= 0 <= row["over_seeds_high"]:
        return 0
    return 1 if row["mean"] > 0 else -1
