"""How many beats a class lacks."""

from evenbeat.beats.table import count_classes


def class_deficit(counts, name, amount):
    """Count the beats that a class lacks.

    Parameters
    ----------
    counts : dict
        Training beats of each class.
    name : hashable
        The class.
    amount : float
        Share of the largest class up to which the class is filled.

    Returns
    -------
    int
        Zero for a class that has them.

    Examples
    --------
    >>> class_deficit({"N": 1000, "F": 30}, "F", 0.1)
    70
    """
    return max(0, round(amount * max(counts.values())) - counts[name])


def label_deficit(labels, name, amount):
    """Count the beats that a class lacks among labels.

    Parameters
    ----------
    labels : ndarray of str, shape (n,)
        Of the training beats.
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
    """Count the synthetic beats that are made of a class.

    Parameters
    ----------
    labels : ndarray of str, shape (n,)
        Of the training beats.
    name : str
        The class.
    amount : float
        As for `class_deficit`.
    pool : int
        Beats that are made for each one that is missing, so that a screen can choose.

    Returns
    -------
    dict of str to int
        How many are `wanted` by the arms and how many are `made`.
    """
    wanted = label_deficit(labels, name, amount)
    return {"wanted": wanted, "made": wanted * pool}
