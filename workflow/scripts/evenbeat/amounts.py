"""How many beats a class lacks."""


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
