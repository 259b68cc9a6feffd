"""Whether a difference between two arms is significant."""

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
        p value of its t test, corrected for multiple tests; NaN for a single GAN.

    Returns
    -------
    int
        1 above, -1 below, 0 neither.
    """
    # With few GANs the bootstrap interval is too narrow, so the t test must agree.
    if not p < 1 - LEVEL or row["over_seeds_low"] <= 0 <= row["over_seeds_high"]:
        return 0
    return 1 if row["mean"] > 0 else -1
