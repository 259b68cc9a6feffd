"""Parts that the models of all classes share: conditions on class and template of a patient."""

import numpy as np

from evenbeat.beats.table import select
from evenbeat.data.aami import CLASSES
from evenbeat.gan.core import arrange
from evenbeat.gan.keras_model import KerasModel
from evenbeat.gan.models import blocks, cosine_transform
from evenbeat.nn.backend import keras, layers
from evenbeat.nn.fixed import make_constant
from evenbeat.runtime.errors import InputError

# Number of units of the embeddings of template and class.
SEEN, EMBEDDING = 32, 16


def find_templates(beats):
    """Find the template of each patient, the median over its beats.

    Parameters
    ----------
    beats : dict of str to ndarray, each of length n
        Columns template and patient. A patient's template may differ between records.

    Returns
    -------
    patients : ndarray of str, shape (p,)
    templates : ndarray of float32, shape (p, length)
    """
    patients = np.unique(beats["patient"])
    of_patients = [beats["template"][beats["patient"] == patient] for patient in patients]
    return patients, np.array([np.median(x, axis=0) for x in of_patients], dtype=np.float32)


def prepare_conditional(beats, training, class_power):
    """Convert the beats of rare classes to training data, without scaling them.

    Beats of N are left out, because none are generated.

    Parameters
    ----------
    beats : dict of str to ndarray, each of length n
        Columns waveform, template, rhythm, label and patient; also `sampling_rate`, in Hz.
    training : dict
        `bandwidth`, in Hz, and `lent_beats`, as for `find_lent_shares`.
    class_power : float
        The weight of a class is its number of beats to this power; its beats have equal weights.

    Returns
    -------
    data : dict
        The data of `evenbeat.gan.models.blocks.prepare_unscaled`; for each rare beat, `class`,
        `patient` and `lent`, from `find_lent_shares`; `patients` and `templates`, from
        `find_templates`, also of patients without rare beats; and `spread`, the standard deviations
        of the cosine coefficients up to the bandwidth.
    attributes : dict
        `scale` and `limit` that change no beat; `coefficients`, the number of cosine coefficients
        of a beat; and `classes`, the classes with training beats, as "FSV".

    Raises
    ------
    InputError
        If there is no beat of a rare class.
    """
    patients, templates = find_templates(beats)
    rare, length = _select_rare(beats), templates.shape[1]
    coefficients = cosine_transform.count_coefficients(
        length, beats["sampling_rate"], training["bandwidth"]
    )
    weight = _weigh_classes(rare["label"], class_power)
    data, attributes = blocks.prepare_unscaled(rare, weight)
    data |= {
        "class": np.array([CLASSES.index(name) for name in rare["label"]], dtype=np.int32),
        "patient": np.searchsorted(patients, rare["patient"]).astype(np.int32),
        "patients": patients,
        "templates": templates,
        "spread": cosine_transform.measure_coefficients(data["beat"], weight, coefficients),
    }
    data["lent"] = find_lent_shares(data["class"], data["patient"], training["lent_beats"])
    classes = "".join(np.unique(rare["label"]))
    return data, attributes | {"coefficients": coefficients, "classes": classes}


def _select_rare(beats):
    rows = beats["label"] != "N"
    if not rows.any():
        raise InputError(
            "all training beats are of class N; this model needs beats of S, V, F or Q. Use other "
            "records, or remove the arms of the model from run.arms"
        )
    return select({name: x for name, x in beats.items() if name != "sampling_rate"}, rows)


def _weigh_classes(label, power):
    _, where, counts = np.unique(label, return_inverse=True, return_counts=True)
    weight = counts[where] ** (power - 1.0)
    return weight / weight.sum()


def find_lent_shares(label, patient, lent_beats):
    """Compute how often training combines each beat with the template of another patient.

    So the model also learns beats of other patients for a patient with few beats of a class, and
    does not copy these few beats.

    Parameters
    ----------
    label, patient : ndarray of int, shape (n,)
    lent_beats : float
        The share of a patient with k beats of a class is lent_beats / (lent_beats + k).

    Returns
    -------
    ndarray of float32, shape (n,)
        From 0 to 1.
    """
    _, where, counts = np.unique([label, patient], axis=1, return_inverse=True, return_counts=True)
    return (lent_beats / (lent_beats + counts[where.ravel()])).astype(np.float32)


def embed_condition(named, coefficients, one_hot):
    """Add the layers that embed class and template.

    Parameters
    ----------
    named : evenbeat.gan.models.blocks.Named
        Makes the layers.
    coefficients : tensor of float32, shape (batch, k)
        Cosine coefficients of the template.
    one_hot : tensor of float32, shape (batch, 5)

    Returns
    -------
    list of tensor of float32
        Embeddings of the class, shape (batch, 16), and of the template, shape (batch, 32).
    """
    seen = named(layers.Dense, SEEN, activation="relu")(coefficients)
    return [named(layers.Dense, EMBEDDING, use_bias=False)(one_hot), seen]


def fix_class(network, cls):
    """Fix the class of a class-conditional generator or discriminator.

    Parameters
    ----------
    network : keras.Model
        With the inputs `class` and `template`.
    cls : str

    Returns
    -------
    keras.Model
        Without the input `class`.

    Raises
    ------
    InputError
        If the class does not exist.
    """
    if cls not in CLASSES:
        raise InputError(f"there is no class {cls!r}; expected one of: {', '.join(CLASSES)}")
    inputs = {
        x.name: keras.Input(x.shape[1:], name=x.name) for x in network.inputs if x.name != "class"
    }
    one_hot = np.eye(len(CLASSES), dtype=np.float32)[CLASSES.index(cls)]
    constant = make_constant(inputs["template"], "class", one_hot)
    outputs = network(arrange(network, {**inputs, "class": constant}))
    return keras.Model(list(inputs.values()), outputs, name=f"{network.name}_{cls}")


class ModelOfAllClasses(KerasModel):
    """A model of all classes whose networks have the class as an input."""

    ATTRIBUTES = (*KerasModel.ATTRIBUTES, "coefficients", "classes")

    def fix_class(self, state, cls):
        """Fix the class of the networks, which must be a class that they were trained on."""
        trained = str(state.attributes["classes"])
        if cls not in trained:
            raise InputError(
                f"there is no class {cls} in this model; expected a class that it was trained on: "
                f"{', '.join(trained)}"
            )
        return super().fix_class(state, cls)

    def fix_network(self, network, cls):
        """Fix the class of a network."""
        return fix_class(network, cls)
