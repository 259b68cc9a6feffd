"""The models that generate beats, and the properties of each that the plan of a run needs.

Planning does not import the models, because that may import TensorFlow.
"""

import importlib
from dataclasses import dataclass

from evenbeat.gan.own_module import load_model
from evenbeat.runtime.errors import InputError


@dataclass(frozen=True)
class Traits:
    """The properties of a model that the plan of a run depends on.

    Attributes
    ----------
    all_classes : bool
        Whether one network makes the beats of all classes. It is trained as class "all", and the
        checkpoints of single classes are derived from its checkpoints.
    has_discriminator : bool
        Whether there is a trained discriminator, which can screen beats.
    length : int or None
        Number of samples of a beat that the networks need; None if any length is possible.
    """

    all_classes: bool = False
    has_discriminator: bool = True
    length: int | None = None


# The built-in models. The name of a model is the name of its module in `evenbeat.gan.models`.
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
        `gan.models` of the configuration. A user's own model has a `module`, and optionally
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
        Name of a built-in model, or of a user's own model.
    module : str or Path, optional
        Python file of the user's own model.

    Returns
    -------
    evenbeat.gan.interface.Model

    Raises
    ------
    InputError
        If no built-in model has this name, or the module does not define a model.
    """
    if module:
        return load_model(module)
    if name not in MODELS:
        raise InputError(
            f"there is no model {name!r}; expected one of: {', '.join(MODELS)}. A model of your "
            "own needs its Python file: `module` in gan.models, --module on the command line."
        )
    # By name, so that a change of one model does not rerun the others.
    return importlib.import_module(f"evenbeat.gan.models.{name}").Model()
