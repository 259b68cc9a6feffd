"""The settings of a training: the workflow's settings, adapted to the number of steps."""

from math import inf
from numbers import Integral, Real

from evenbeat.gan.catalogue import MODELS
from evenbeat.runtime.defaults import read_default_configuration
from evenbeat.runtime.errors import InputError

# For a first test of about a minute on two cores: total number of epochs, and settings with which a
# few steps are enough for beats with some variety.
SHORT = {
    "hinge": (
        8,
        {"batch": 32, "generator_learning_rate": 0.0008, "discriminator_learning_rate": 0.0016},
    ),
    "transfer": (6, {}),
    "flow": (20, {}),
}
OTHERWISE = (100, {})


# Settings that count something. All other settings that are numbers may be fractions, or 0.
COUNTS = (
    *("batch", "min_beats", "critic_steps", "steps_per_epoch", "decay_steps"),
    *("width", "components"),
)


def choose_training(model, own, epochs, changes, networks=1):
    """Choose the number of epochs and the settings of a model's training.

    Parameters
    ----------
    model : str
    own : bool
        Whether it is the user's own model, for which the workflow has no settings.
    epochs : int or None
        None for a short training.
    changes : dict or None
        Settings that replace those of the workflow.
    networks : int
        Number of networks, which share the epochs of a short training.

    Returns
    -------
    epochs : int
        Number of epochs of each network.
    training : dict

    Raises
    ------
    InputError
        If a built-in model does not have one of the settings, or a setting has a wrong value.
    """
    changes = changes or {}
    short, few_steps = SHORT.get(model, OTHERWISE)
    shared = epochs or max(1, short // max(1, networks))
    if own or model not in MODELS:
        least = {name: x for name, x in changes.items() if name == "min_beats"}
        _check_values(least, {"min_beats": 1})
        return shared, changes
    training = read_default_configuration()["gan"]["models"][model]["training"]
    if unknown := sorted(changes.keys() - training.keys()):
        raise InputError(
            f"training has {', '.join(unknown)}, which the model {model} does not have; expected "
            f"some of: {', '.join(sorted(training))}."
        )
    _check_values(changes, training)
    training |= (few_steps if epochs is None else {}) | changes
    return shared, fit_to_steps(training, shared) | changes


def fit_to_steps(training, epochs):
    """Adapt the settings that depend on the number of training steps.

    Parameters
    ----------
    training : dict
        If it has `steps_per_epoch`, `decay_steps` and `ema_decay` are adapted.
    epochs : int

    Returns
    -------
    dict
        The learning rate falls until the last step, and the moving average of the weights spans
        at most the last tenth of the steps.

    Examples
    --------
    >>> fit_to_steps({"steps_per_epoch": 100, "ema_decay": 0.998, "decay_steps": 7000}, 5)
    {'steps_per_epoch': 100, 'ema_decay': 0.98, 'decay_steps': 500}
    """
    steps = epochs * training.get("steps_per_epoch", 0)
    fitted = dict(training)
    if "ema_decay" in training and steps:
        fitted["ema_decay"] = min(training["ema_decay"], max(0.0, 1 - 10 / steps))
    if "decay_steps" in training and steps:
        fitted["decay_steps"] = steps
    return fitted


def _check_values(changes, defaults):
    """Check the settings that are numbers in the default configuration."""
    for name, value in changes.items():
        if isinstance(defaults[name], str):
            continue
        kind, least = (Integral, 1) if name in COUNTS else (Real, 0)
        is_number = isinstance(value, kind) and not isinstance(value, bool)
        if not is_number or not least <= value < inf:
            expected = "a whole number of at least 1" if name in COUNTS else "a number, 0 or more"
            raise InputError(f"training has {name} = {value!r}; expected {expected}. Change it.")
