"""The heartbeat classes of ANSI/AAMI EC57 and the annotation symbols that belong to them."""

import numpy as np

CLASSES = ("N", "S", "V", "F", "Q")

# WFDB annotation symbols by class, as in de Chazal et al. 2004, doi:10.1109/TBME.2004.827359.
SYMBOLS = {
    "N": ("N", "L", "R", "e", "j"),
    "S": ("A", "a", "J", "S"),
    "V": ("V", "E"),
    "F": ("F",),
    "Q": ("/", "f", "Q"),
}

CLASS_OF_SYMBOL = {symbol: name for name, symbols in SYMBOLS.items() for symbol in symbols}


def classify_symbols(symbols):
    """Give the AAMI class of each annotation symbol.

    Parameters
    ----------
    symbols : sequence of str, length n
        WFDB annotation symbols.

    Returns
    -------
    ndarray of str, shape (n,)
        One of N, S, V, F, Q; the empty string where the symbol is not a beat's.

    Examples
    --------
    >>> classify_symbols(["N", "+", "A", "/"]).tolist()
    ['N', '', 'S', 'Q']
    """
    return np.array([CLASS_OF_SYMBOL.get(symbol, "") for symbol in symbols], dtype="U1")
