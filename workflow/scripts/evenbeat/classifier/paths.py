"""The paths of a classifier's files."""

from pathlib import Path


def identify_classifier(path):
    """Extract split, kind and arm from the path of a classifier's file.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    split, kind, arm : str

    Examples
    --------
    >>> identify_classifier("results/intrapatient/classifier/cnn/smote/seed0/curve.csv")
    ('intrapatient', 'cnn', 'smote')
    """
    split, _, kind, arm = Path(path).parts[-6:-2]
    return split, kind, arm
