"""One GAN for all classes and patients: a rare beat as a given patient would have it.

The generator is conditioned on the class and on the patient's own median beat, the template, and
makes what is added to it, together with the rhythm. It learns from all classes; half of its fakes
in training, and all synthetic beats, are for a patient drawn at random. Of those the discriminator
sees the rhythm and what was added, and not the patient: it would otherwise learn which patients
have no beats of the class, and nothing else. Beats are aligned at R and smooth, so that both
networks work on their first cosine coefficients, some tens of numbers, and do without convolutions:
a step takes a fraction of the time. Relativistic loss with penalties on the gradient for real and
fake beats (Huang et al. 2024), on whitened coefficients; projection discriminator (Miyato and
Koyama 2018), augmentation, moving average.
"""

import dataclasses

import numpy as np

from evenbeat.aami import ALL, CLASSES
from evenbeat.backend import keras, layers, tf
from evenbeat.draws import draw_latents, draw_numbers, draw_uniform, draw_weighted
from evenbeat.errors import InputError
from evenbeat.gan import Gan, arrange
from evenbeat.models import parts
from evenbeat.owners import weigh_patients
from evenbeat.seeds import derive_seed
from evenbeat.trainer import descend

LOSS, UNIT = "relativistic loss without the penalties", "pure number"
EMBEDDING = 16
JUDGE_WIDTH = 256
JUDGE_NEEDS = ("class", "coefficients")
count_steps = parts.count_steps
to_probability = parts.rank


def find_templates(beats):
    """Find each patient's template, the one that most of its beats have if it has two records.

    Parameters
    ----------
    beats : dict of str to ndarray
        Columns template and patient.

    Returns
    -------
    patients : ndarray of str, shape (p,)
    templates : ndarray of float32, shape (p, length)
    """
    patients = np.unique(beats["patient"])
    of_patients = [beats["template"][beats["patient"] == patient] for patient in patients]
    return patients, np.array([np.median(x, axis=0) for x in of_patients], dtype=np.float32)


def prepare(beats, training):
    """Take beats of all classes as they are, and weigh classes alike and patients by a root.

    Parameters
    ----------
    beats : dict of str to ndarray
        Columns waveform, template, rhythm, label and patient; `sampling_rate` beside them.
    training : dict
        The model's `training` of the configuration.

    Returns
    -------
    data : dict
    attributes : dict
        `scale` and `limit`: the beats are neither scaled nor clipped; `coefficients`: how many
        cosines they are made of.
    """
    patients, templates = find_templates(beats)
    length, rate = beats["waveform"].shape[1], beats["sampling_rate"]
    coefficients = parts.count_coefficients(length, rate, training["bandwidth"])
    weight = np.zeros(len(beats["label"]))
    for name in np.unique(beats["label"]):
        rows = beats["label"] == name
        weight[rows] = weigh_patients(beats["patient"][rows])
    weight /= weight.sum()
    mean, spread = parts.measure_rhythm(beats["rhythm"], weight)
    data = {
        "beat": beats["waveform"].astype(np.float32),
        "rhythm": beats["rhythm"].astype(np.float32),
        "class": np.array([CLASSES.index(name) for name in beats["label"]], dtype=np.int32),
        "patient": np.searchsorted(patients, beats["patient"]).astype(np.int32),
        "patients": patients,
        "templates": templates,
        "weight": weight,
        "rhythm_mean": mean,
        "rhythm_spread": spread,
    }
    data["spread"] = parts.measure_coefficients(data["beat"], weight, coefficients)
    return data, {"scale": 1.0, "limit": np.inf, "coefficients": coefficients}


def build_generator(data, training, seed, name):
    """Build the generator.

    Parameters
    ----------
    data : dict
        What `prepare` made.
    training : dict
    seed : int
        Of its initial weights.
    name : str

    Returns
    -------
    keras.Model
        From latents (batch, 32), standard normal, templates (batch, length) and one-hot classes
        (batch, 5) to `beat` (batch, length) and `rhythm` (batch, 4).
    """
    named, length = parts.Named(derive_seed(seed, "generator")), data["templates"].shape[1]
    coefficients = len(data["spread"])
    latent = keras.Input((parts.LATENT,), name="latent")
    template = keras.Input((length,), name="template")
    one_hot = keras.Input((len(CLASSES),), name="class")
    to_beat = parts.cosines(coefficients, length)
    seen = parts.apply_fixed(template, "template_coefficients", to_beat.T.copy())
    seen = named(layers.Dense, 32, activation="relu")(seen)
    kind = named(layers.Dense, EMBEDDING, use_bias=False)(one_hot)
    condition = layers.Concatenate(name="condition")([latent, kind, seen])
    x = condition
    for index in (1, 2):
        x = named(layers.Dense, training["width"])(x)
        x = layers.LeakyReLU(0.2, name=f"relu_{index}")(x)
        x = layers.LayerNormalization(name=f"normalisation_{index}")(x)
        x = layers.Concatenate(name=f"with_condition_{index}")([x, condition])
    change = named(layers.Dense, coefficients)(x)
    change = parts.apply_fixed(change, "change", data["spread"][:, None] * to_beat)
    outputs = {
        "beat": layers.Add(name="beat")([change, template]),
        "rhythm": parts.make_rhythm(named, x, data["rhythm_mean"], data["rhythm_spread"]),
    }
    return keras.Model([latent, template, one_hot], outputs, name=name)


def build_discriminator(length, seed, spread, rhythm_mean, rhythm_spread):
    """Build the discriminator.

    Parameters
    ----------
    length : int
        Samples of a beat.
    seed : int
        Of its initial weights.
    spread : ndarray of float32, shape (coefficients,)
        Standard deviations of the cosines of training beats.
    rhythm_mean, rhythm_spread : ndarray of float32, shape (3,)
        Of all training beats, classes alike.

    Returns
    -------
    keras.Model
        From `beat` and `template` (batch, length), `rhythm` (batch, 4) and one-hot classes
        (batch, 5) to scores (batch, 1). It is blind to the patient; `make_step` has it see.
    """
    named = parts.Named(derive_seed(seed, "discriminator"))
    beat = keras.Input((length,), name="beat")
    template = keras.Input((length,), name="template")
    rhythm = keras.Input((4,), name="rhythm")
    one_hot = keras.Input((len(CLASSES),), name="class")
    change = layers.Subtract(name="change")([beat, template])
    to_coefficients = parts.cosines(len(spread), length).T / spread
    features = layers.Concatenate(name="features")(
        [
            parts.apply_fixed(beat, "beat_coefficients", to_coefficients),
            parts.apply_fixed(change, "change_coefficients", to_coefficients),
            parts.standardise_rhythm(rhythm, rhythm_mean, rhythm_spread),
        ]
    )
    x = parts.apply_fixed(features, "blindfold", np.diag(_blindfold(len(spread))))
    x = layers.Concatenate(name="features_and_class")([x, one_hot])
    for index in range(1, 4):
        x = named(layers.Dense, JUDGE_WIDTH)(x)
        x = layers.LeakyReLU(0.2, name=f"relu_{index}")(x)
    like = named(layers.Dense, JUDGE_WIDTH, use_bias=False)(one_hot)
    projection = layers.Dot(axes=1, name="projection")([x, like])
    score = layers.Add(name="sum")([named(layers.Dense, 1)(x), projection])
    score = layers.Rescaling(JUDGE_WIDTH**-0.5, name="score")(score)
    return keras.Model([beat, template, rhythm, one_hot], score, name="discriminator")


def _blindfold(coefficients):
    """Give the factors of the features that hide the beat as such, and leave its change."""
    return np.r_[np.zeros(coefficients), np.ones(coefficients + 3)].astype(np.float32)


def fix_class(network, cls):
    """Give a generator or discriminator that takes everything for one class.

    Parameters
    ----------
    network : keras.Model
        With an input `class`.
    cls : str

    Returns
    -------
    keras.Model
        Without that input.
    """
    inputs = {
        x.name: keras.Input(x.shape[1:], name=x.name) for x in network.inputs if x.name != "class"
    }
    template = inputs["template"]
    one_hot = np.eye(len(CLASSES), dtype=np.float32)[CLASSES.index(cls)]
    # A layer that gives the same whatever it is given.
    nothing = np.zeros((template.shape[1], len(CLASSES)), dtype=np.float32)
    constant = parts.apply_fixed(template, "class", nothing, one_hot)
    outputs = network(arrange(network, {**inputs, "class": constant}))
    return keras.Model(list(inputs.values()), outputs, name=f"{network.name}_{cls}")


def build_judge(length, **attributes):
    """Build the discriminator whose weights a milestone with such attributes holds.

    Raises
    ------
    InputError
        If there is no such class, or the number of coefficients cannot be one.
    """
    coefficients, cls = attributes["coefficients"], str(attributes["class"])
    if not isinstance(coefficients, int | np.integer) or not 0 < coefficients <= length:
        raise InputError(f"its coefficients are {coefficients!r}, expected 1 to {length}")
    if cls not in (*CLASSES, ALL):
        raise InputError(f"its class is {cls!r}, expected {', '.join((*CLASSES, ALL))}")
    unscaled = np.ones(int(coefficients), dtype=np.float32)
    judge = build_discriminator(length, 0, unscaled, *parts.UNSCALED)
    return judge if cls == ALL else fix_class(judge, cls)


def build(data, training, seed):
    """Build an untrained GAN for such data."""
    scales = (data[name] for name in ("spread", "rhythm_mean", "rhythm_spread"))
    discriminator = build_discriminator(data["templates"].shape[1], seed, *scales)
    of_patients = {name: data[name] for name in ("templates", "patients")}
    return parts.assemble(build_generator, discriminator, data, training, seed, **of_patients)


@dataclasses.dataclass
class _Step:
    """What a step of training is made of; every draw is a function of (seed, step)."""

    gan: Gan
    data: dict
    training: dict
    seed: int
    see: keras.Model  # the discriminator up to its features
    score: keras.Model  # and from there on
    blindfold: tf.Tensor

    def __call__(self, step):
        losses = tf.stack([self.train_discriminator(step), self.train_generator(step)])
        networks = self.gan.networks
        parts.follow(networks["generator"], networks["learner"], self.training["average"])
        return losses

    def draw(self, purpose, step):
        """Draw real beats with all that belongs to them, and which of them to judge blindly."""
        batch = self.training["batch"]
        rows = draw_weighted(self.seed, purpose, step, batch, self.data["cumulative"])
        real = {name: tf.gather(self.data[name], rows) for name in ("beat", "rhythm", "patient")}
        real["template"] = tf.gather(self.data["templates"], real["patient"])
        real["class"] = tf.one_hot(tf.gather(self.data["class"], rows), len(CLASSES))
        drawn = draw_uniform(self.seed, f"{purpose}/crossed", step, (batch, 1))
        real["crossed"] = drawn < self.training["crossed"]
        return real

    def generate(self, purpose, step, like):
        """Make beats of the classes of real ones, the crossed ones for other patients."""
        batch, templates = self.training["batch"], self.data["templates"]
        others = draw_numbers(self.seed, f"{purpose}/others", step, batch, len(templates))
        patient = tf.where(like["crossed"][:, 0], others, like["patient"])
        inputs = {
            "latent": draw_latents(self.seed, purpose, step, (batch, parts.LATENT)),
            "template": tf.gather(templates, patient),
            "class": like["class"],
        }
        learner = self.gan.networks["learner"]
        return {**like, **inputs, **learner(arrange(learner, inputs))}

    def look(self, beats, purpose, step):
        """Give the features of augmented beats."""
        moved = parts.augment(
            [beats["beat"], beats["template"]], purpose, step, self.seed, self.training
        )
        return self.see([*moved, beats["rhythm"]])

    def judge(self, features, beats):
        hidden = tf.where(beats["crossed"], features * self.blindfold, features)
        return self.score([hidden, beats["class"]])

    def judge_with_penalty(self, beats, purpose, step):
        """Give scores, and the mean square of their gradient in the features."""
        features = self.look(beats, purpose, step)
        with tf.GradientTape() as tape:
            tape.watch(features)
            scores = self.judge(features, beats)
        squares = tf.reduce_sum(tf.square(tape.gradient(scores, features)), axis=1)
        return scores, tf.reduce_mean(squares)

    def train_discriminator(self, step):
        discriminator, drawn = self.gan.networks["discriminator"], self.draw("batch", step)
        made = self.generate("fake", step, drawn)
        with tf.GradientTape() as tape:
            real, steep = self.judge_with_penalty(drawn, "real", step)
            fake, steep_too = self.judge_with_penalty(made, "fake", step)
            loss = tf.reduce_mean(tf.nn.softplus(fake - real))
            total = loss + self.training["penalty"] / 2 * (steep + steep_too)
        descend(self.gan.optimizers["discriminator"], tape, total, discriminator)
        return loss

    def train_generator(self, step):
        like = self.draw("like", step)
        real = self.judge(self.look(like, "like", step), like)
        with tf.GradientTape() as tape:
            made = self.generate("latent", step, like)
            fake = self.judge(self.look(made, "judged", step), made)
            loss = tf.reduce_mean(tf.nn.softplus(real - fake))
        descend(self.gan.optimizers["generator"], tape, loss, self.gan.networks["learner"])
        return loss


def make_step(gan, data, training, seed, precision):
    """Make the step that trains both networks once, for `evenbeat.trainer.train`."""
    columns = ("beat", "rhythm", "patient", "class", "templates")
    tensors = {name: tf.constant(data[name]) for name in columns}
    tensors["cumulative"] = parts.accumulate(data["weight"])
    discriminator = gan.networks["discriminator"]
    *inputs, one_hot = discriminator.inputs
    see = keras.Model(inputs, discriminator.get_layer("features").output)
    score = keras.Model(
        [discriminator.get_layer("blindfold").output, one_hot], discriminator.output
    )
    blindfold = tf.constant(_blindfold(len(data["spread"])))
    return _Step(gan, tensors, training, seed, see, score, blindfold)
