"""Precision, recall, density and coverage of a sample of synthetic beats."""

import numpy as np
from scipy.spatial.distance import cdist


def precision_recall(real, synthetic, neighbors=5):
    """Compute precision, recall, density and coverage of a generated sample.

    Each member of a sample has a ball. The radius of a ball is the distance to the k-th nearest
    neighbour in the same sample.

    Parameters
    ----------
    real : ndarray of float, shape (n, d)
    synthetic : ndarray of float, shape (m, d)
    neighbors : int
        k, from 1 to the size of the smaller sample minus 1.

    Returns
    -------
    dict of str to float
        `precision`, the share of generated members in a real ball; `recall`, the share of real
        members in a generated ball; `density`, the mean number of real balls that contain a
        generated member, divided by k, about 1 for equal distributions and not bounded by 1;
        `coverage`, the share of real balls that contain a generated member.

    Notes
    -----
    Precision and recall: Kynkäänniemi et al. 2019, NeurIPS 32, arXiv:1904.06991. Density and
    coverage, which are robust against single outliers: Naeem et al. 2020, ICML, arXiv:2002.09797.
    Time and memory grow with (n + m)**2.
    """
    between = cdist(real, synthetic)
    in_real = between <= _reach(real, neighbors)[:, None]
    in_synthetic = between <= _reach(synthetic, neighbors)
    return {
        "precision": float(in_real.any(axis=0).mean()),
        "recall": float(in_synthetic.any(axis=1).mean()),
        "density": float(in_real.sum(axis=0).mean() / neighbors),
        "coverage": float(in_real.any(axis=1).mean()),
    }


def _reach(sample, neighbors):
    # Element 0 is the distance of the member to itself.
    return np.partition(cdist(sample, sample), neighbors, axis=1)[:, neighbors]
