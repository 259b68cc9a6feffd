"""The classes that macro-F1 is the mean of."""


def select_macro_classes(support, minimum):
    """Select the classes of a split that have enough test beats for macro-F1.

    Parameters
    ----------
    support : dict of str to int
        Number of test beats of each class.
    minimum : int
        The configuration's `comparison.min_test_beats`.

    Returns
    -------
    list of str
        The classes with at least `minimum` test beats, in their order. If there are fewer than two,
        as in a small run, all classes with test beats.

    Examples
    --------
    >>> select_macro_classes({"N": 900, "S": 150, "F": 23}, 100)
    ['N', 'S']
    >>> select_macro_classes({"N": 90, "S": 15, "F": 0}, 100)
    ['N', 'S']
    """
    enough = [name for name, beats in support.items() if beats >= minimum]
    return enough if len(enough) > 1 else [name for name, beats in support.items() if beats]
