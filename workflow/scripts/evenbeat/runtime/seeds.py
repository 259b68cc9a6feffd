"""Random seeds, each derived from the configured seed and the names of a draw."""

import hashlib


def derive_seed(*parts):
    """Derive a random seed from the names of a draw.

    Parameters
    ----------
    *parts : str or int
        For example the configured seed, the split, the class and the purpose.

    Returns
    -------
    int
        In [0, 2**31), the same on every machine and Python version.

    Examples
    --------
    >>> derive_seed(0, "interpatient", "F") == derive_seed(0, "interpatient", "F")
    True
    >>> derive_seed(0, "interpatient", "F") == derive_seed(1, "interpatient", "F")
    False
    """
    text = "/".join(str(part) for part in parts)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") >> 1
