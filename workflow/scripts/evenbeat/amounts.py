"""How many beats a class lacks."""

from evenbeat.beat_table import count_classes


def missing_beats(counts, name, amount):
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
    >>> missing_beats({"N": 1000, "F": 30}, "F", 0.1)
    70
    """
    return max(0, round(amount * max(counts.values())) - counts[name])


def missing_of_labels(labels, name, amount):
    """Count the beats that a class lacks among labels.

    Parameters
    ----------
    labels : ndarray of str, shape (n,)
        Of the training beats.
    name : str
        The class.
    amount : float
        As for `missing_beats`.

    Returns
    -------
    int
    """
    return missing_beats(count_classes(labels, set(labels) | {name}), name, amount)


def list_amounts(arm):
    """List the amounts of an arm, one or those that are tried.

    Parameters
    ----------
    arm : dict
        As in the configuration's `arms`.

    Returns
    -------
    list of float

    Examples
    --------
    >>> list_amounts({"amount": 0.1}), list_amounts({"tune": {"amount": [0.1, 0.2]}})
    ([0.1], [0.1, 0.2])
    """
    return arm.get("tune", {}).get("amount") or [arm["amount"]]


def list_filled(arm, classes):
    """List the classes that an arm may fill: one choice of them, or any of those that are tried.

    Parameters
    ----------
    arm : dict
        As in the configuration's `arms`.
    classes : sequence of str
        Those that it fills if it names none.

    Returns
    -------
    list of str

    Examples
    --------
    >>> list_filled({"classes": ["S"]}, ["N", "S"]), list_filled({}, ["N", "S"])
    (['S'], ['N', 'S'])
    >>> list_filled({"tune": {"classes": [["S"], ["S", "F"]]}}, ["N", "S", "V", "F"])
    ['S', 'F']
    """
    choices = arm.get("tune", {}).get("classes") or [arm.get("classes", classes)]
    named = {name for choice in choices for name in choice}
    return [name for name in classes if name in named]
