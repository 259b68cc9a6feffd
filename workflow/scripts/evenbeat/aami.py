"""The heartbeat classes of ANSI/AAMI EC57."""

import numpy as np

CLASSES = ("N", "S", "V", "F", "Q")
# In place of one class where a GAN makes them all.
ALL = "all"


def classify_symbols(symbols, classes):
    """Give the AAMI class of each annotation symbol.

    Parameters
    ----------
    symbols : sequence of str, length n
        WFDB annotation symbols.
    classes : dict of str to sequence of str
        The symbols of each class, as the database's description has them.

    Returns
    -------
    ndarray of str, shape (n,)
        One of N, S, V, F, Q; the empty string where the symbol is not a beat's.

    Examples
    --------
    >>> classify_symbols(["N", "+", "A", "/"], {"N": ["N", "L"], "S": ["A"], "Q": ["/"]}).tolist()
    ['N', '', 'S', 'Q']
    """
    class_of = {symbol: name for name, of_class in classes.items() for symbol in of_class}
    return np.array([class_of.get(symbol, "") for symbol in symbols], dtype="U1")
