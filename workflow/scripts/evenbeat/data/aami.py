"""The heartbeat classes of ANSI/AAMI EC57."""

import numpy as np

CLASSES = ("N", "S", "V", "F", "Q")
# Stands for the class in file names where one GAN generates the beats of all classes.
ALL = "all"


def classify_symbols(symbols, classes):
    """Map annotation symbols to AAMI classes.

    Parameters
    ----------
    symbols : sequence of str, length n
        WFDB annotation symbols.
    classes : dict of str to sequence of str
        The symbols of each class in the database.

    Returns
    -------
    ndarray of str, shape (n,)
        AAMI class; the empty string if the symbol is in no class.

    Examples
    --------
    >>> classify_symbols(["N", "+", "A", "/"], {"N": ["N", "L"], "S": ["A"], "Q": ["/"]}).tolist()
    ['N', '', 'S', 'Q']
    """
    class_of = {symbol: name for name, of_class in classes.items() for symbol in of_class}
    return np.array([class_of.get(symbol, "") for symbol in symbols], dtype="U1")
