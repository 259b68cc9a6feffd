"""The paths of a classifier's files."""

from pathlib import Path


def identify_classifier(path):
    """Extract split and arm from the path of a classifier's file.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    split, arm : str

    Examples
    --------
    >>> identify_classifier("results/intrapatient/classifier/smote/seed0/curve.csv")
    ('intrapatient', 'smote')
    """
    split, _, arm = Path(path).parts[-5:-2]
    return split, arm
