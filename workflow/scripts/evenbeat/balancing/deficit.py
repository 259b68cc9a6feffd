"""The deficit of a class: how many beats it lacks for its target size."""

from evenbeat.beats.table import count_classes


def class_deficit(counts, name, amount):
    """Count the beats that a class lacks.

    Parameters
    ----------
    counts : dict
        Number of training beats of each class.
    name : hashable
        The class.
    amount : float
        Target size of the class, as a fraction of the largest class.

    Returns
    -------
    int
        0 if the class has enough.

    Examples
    --------
    >>> class_deficit({"N": 1000, "F": 30}, "F", 0.1)
    70
    """
    return max(0, round(amount * max(counts.values())) - counts[name])


def label_deficit(labels, name, amount):
    """Count the beats that a class lacks, from the labels of all beats.

    Parameters
    ----------
    labels : ndarray of str, shape (n,)
        Class of each training beat.
    name : str
        The class.
    amount : float
        As for `class_deficit`.

    Returns
    -------
    int
    """
    return class_deficit(count_classes(labels, set(labels) | {name}), name, amount)


def count_pool(labels, name, amount, pool):
    """Count the synthetic beats to generate for a class.

    Parameters
    ----------
    labels : ndarray of str, shape (n,)
        Class of each training beat.
    name : str
        The class.
    amount : float
        As for `class_deficit`.
    pool : int
        Number of beats to generate for each missing beat, so that a screen can select.

    Returns
    -------
    dict of str to int
        `wanted`, the number that the class lacks, and `made`, the number to generate.
    """
    wanted = label_deficit(labels, name, amount)
    return {"wanted": wanted, "made": wanted * pool}
