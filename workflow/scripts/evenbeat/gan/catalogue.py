"""The models that generate beats, and what planning has to know about each of them.

Importing a model itself takes TensorFlow, which a plan does without.
"""

from dataclasses import dataclass


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


# The name of a model is that of its module in `evenbeat.gan.models`.
MODELS = {
    "blog": Traits(length=300),
    "wgan": Traits(length=300),
    "hinge": Traits(),
    "transfer": Traits(all_classes=True),
    "flow": Traits(all_classes=True, has_discriminator=False),
}
# The models of which one network makes the beats of all classes.
OF_ALL_CLASSES = tuple(name for name, traits in MODELS.items() if traits.all_classes)
