"""The default configuration, config/config.yaml, from a clone or from an installed package."""

from pathlib import Path

import yaml

from evenbeat.runtime.errors import InputError

PACKAGED = Path(__file__).with_name("config.yaml")  # in an installed package only
IN_CHECKOUT = Path(__file__).parents[4] / "config" / "config.yaml"


def read_default_configuration():
    """Read the default configuration.

    Returns
    -------
    dict
        As in config/config.yaml of this version.

    Raises
    ------
    InputError
        If the file is missing.

    Examples
    --------
    >>> read_default_configuration()["signal"]["sampling_rate"]
    360
    """
    path = PACKAGED if PACKAGED.exists() else IN_CHECKOUT
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(
            f"{path}, the default configuration, cannot be read ({error}). Install evenbeat again, "
            "or run it from a complete clone."
        ) from error
