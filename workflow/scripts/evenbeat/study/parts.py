"""The parts of the study: tables of confusion matrices, one for each arm, kind and test bed."""

from evenbeat.evaluation.results import read_parts


def read_study(folder, classes, kinds, arms, min_test_beats):
    """Read the parts of the study.

    Parameters
    ----------
    folder : str or Path
        Has <kind>/<split>_<arm>.csv for each kind, split and arm.
    classes : dict of str to list of str
        The classes of each split, which is a test bed.
    kinds, arms : sequence of str
        Kinds of classifier, and arms.
    min_test_beats : int
        Least number of test beats of a class that counts in macro-F1.

    Returns
    -------
    dict of (str, str) to dict of str to evenbeat.evaluation.results.Part
        By split and kind, then by arm.

    Raises
    ------
    InputError
        If a table is damaged.
    """
    return {
        (split, kind): read_parts(
            {arm: f"{folder}/{kind}/{split}_{arm}.csv" for arm in arms}, own, min_test_beats
        )
        for split, own in classes.items()
        for kind in kinds
    }
