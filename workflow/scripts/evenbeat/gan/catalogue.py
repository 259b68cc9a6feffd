"""The models that generate beats, and what planning has to know about each of them.

Importing a model itself may take TensorFlow, which a plan does without.
"""

import importlib
from dataclasses import dataclass

from evenbeat.gan.own_module import load_model
from evenbeat.runtime.errors import InputError


@dataclass(frozen=True)
class Traits:
    """What the plan of a run depends on.

    Attributes
    ----------
    all_classes : bool
        Whether one network makes the beats of all classes: it is trained as class "all", and the
        checkpoints of single classes are derived from its checkpoints.
    has_discriminator : bool
        Whether a discriminator is trained, by which beats can be screened.
    length : int or None
        Samples of a beat for which the networks are built; None if they fit beats of any length.
    """

    all_classes: bool = False
    has_discriminator: bool = True
    length: int | None = None


# The built-in models. The name of a model is that of its module in `evenbeat.gan.models`.
MODELS = {
    "blog": Traits(length=300),
    "wgan": Traits(length=300),
    "hinge": Traits(),
    "transfer": Traits(all_classes=True),
    "flow": Traits(all_classes=True, has_discriminator=False),
}


def read_traits(models):
    """Read the traits of all models of a configuration.

    Parameters
    ----------
    models : dict of str to dict
        `gan.models` of the configuration. One's own models have a `module`, and optionally
        `all_classes` and `discriminator`.

    Returns
    -------
    dict of str to Traits
    """
    own = {
        name: Traits(described.get("all_classes", False), described.get("discriminator", False))
        for name, described in models.items()
        if "module" in described
    }
    return MODELS | own


def find_model(name, module=None):
    """Create a model.

    Parameters
    ----------
    name : str
        Of a built-in model, or of one's own.
    module : str or Path, optional
        Python file of one's own model.

    Returns
    -------
    evenbeat.gan.interface.Model

    Raises
    ------
    InputError
        If no built-in model has this name, or the module does not give a model.
    """
    if module:
        return load_model(module)
    if name not in MODELS:
        raise InputError(
            f"there is no model {name!r}; there are {', '.join(MODELS)}. One's own model needs its "
            "module"
        )
    # By name, so that a change of one model does not rerun the others.
    return importlib.import_module(f"evenbeat.gan.models.{name}").Model()
