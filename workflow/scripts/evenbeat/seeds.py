"""Seeds that are handed down: every random draw follows from one number and a name."""

import hashlib


def derive_seed(*parts):
    """Derive a seed from whatever names a draw.

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


def seed_of_gan(identity):
    """Derive a GAN's seed from what names it; it stays from milestone to milestone.

    Parameters
    ----------
    identity : mapping
        Seed, split, model and cls.

    Returns
    -------
    int
    """
    return derive_seed(*(identity[part] for part in ("seed", "split", "model", "cls")))
