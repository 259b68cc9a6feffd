import numpy as np
import pytest
from conftest import TRAINING_OF
from evenbeat.data.aami import CLASSES
from evenbeat.gan.models import blocks, conditional, flow, flow_networks
from evenbeat.gan.sampling import sample_beats
from evenbeat.nn.step_loop import compile_steps

TRAINING = TRAINING_OF["flow"] | {
    "batch": 128,
    "width": 64,
    "components": 4,
    "lent_beats": 2,
    "decay_steps": 3000,
    "ema_decay": 0.98,
}


def test_points_are_the_rare_beats_standardised_within_each_class(beats_of_patients):
    data, _ = flow.Model().prepare(beats_of_patients, TRAINING)
    assert data["point"].shape == (9, TRAINING["components"] + blocks.RHYTHM_VALUES)
    assert {CLASSES[index] for index in data["class"]} == {"S", "V"}
    for index in np.unique(data["class"]):
        own = data["point"][data["class"] == index]
        assert own.mean(axis=0) == pytest.approx(0, abs=1e-4)
        assert own.std(axis=0)[-blocks.RHYTHM_VALUES :] == pytest.approx(1, abs=0.01)


def test_a_class_without_beats_has_no_scale():
    mean, scale = flow.measure_classes(np.ones((4, 2)), np.array([0, 0, 2, 2]))
    assert mean[:, 0].tolist() == [1, 0, 1, 0, 0]
    assert scale[:, 0] == pytest.approx([1e-4, 0, 1e-4, 0, 0])


def test_the_generator_inverts_the_standardisation(beats_of_patients):
    """Where the velocity is zero, the latent of a beat gives this beat."""
    data, _ = flow.Model().prepare(beats_of_patients, TRAINING)
    generator = flow.Model().build(data, TRAINING, 0).networks["generator"]
    velocity = generator.get_layer(flow_networks.VELOCITY)
    velocity.set_weights([0 * weight for weight in velocity.get_weights()])
    template = data["templates"][data["patient"]]
    one_hot = np.eye(5, dtype=np.float32)[data["class"]]
    made = generator.predict_on_batch([data["point"], template, one_hot])
    missed = np.linalg.norm(made["beat"] - data["beat"], axis=1)
    assert missed.max() < 0.03 * np.linalg.norm(data["beat"], axis=1).min()
    free = blocks.free_rhythm(data["rhythm"])
    assert blocks.free_rhythm(made["rhythm"]) == pytest.approx(free, abs=1e-5)


@pytest.fixture(scope="module")
def two_modes():
    """Give beats of two patients: those of V are twice or half the template, of S they equal it.

    Both lend few, so that nearly all beats of V have the template of their own patient.
    """
    rng = np.random.default_rng(0)
    shape = np.exp(-(((np.arange(300) - 100) / 12) ** 2))
    patient = np.repeat(["a", "b"], 200)
    label = np.tile(["S", "V"], 200)
    size = np.where(patient == "a", 1.0, 1.5)
    factor = np.where(label == "S", 1, np.where(rng.random(400) < 0.3, 2, 0.5))
    factor = factor + 0.02 * rng.normal(size=400)
    rhythm = rng.normal(0, 0.1, (400, 4)).astype(np.float32) @ blocks.RHYTHM_FROM_FREE
    return {
        "waveform": ((size * factor)[:, None] * shape).astype(np.float32),
        "template": (size[:, None] * shape).astype(np.float32),
        "rhythm": rhythm,
        "label": label,
        "patient": patient,
        "sampling_rate": 360,
    }


@pytest.fixture(scope="module")
def trained(two_modes):
    data, _ = flow.Model().prepare(two_modes, TRAINING)
    gan = flow.Model().build(data, TRAINING, 0)
    losses = compile_steps(flow.Model().make_step(gan, data, TRAINING, 0))(0, 3000)
    return gan, losses


def generated(trained, cls):
    generator = conditional.fix_class(trained[0].networks["generator"], cls)
    beats = sample_beats(generator, 1000, 0, trained[0].templates)
    height = beats["beat"].max(axis=1) / trained[0].templates.max(axis=1)[beats["patient"]]
    return beats | {"height": height}


def test_the_loss_falls(trained):
    assert trained[1][-50:].mean() < 0.6 * trained[1][:10].mean()


def test_it_learns_two_modes_in_their_shares(trained):
    height = generated(trained, "V")["height"]
    high = height > 1.25
    assert high.mean() == pytest.approx(0.3, abs=0.08)
    assert np.median(height[high]) == pytest.approx(2, abs=0.15)
    assert np.median(height[~high]) == pytest.approx(0.5, abs=0.15)
    # A normal distribution of the same mean and spread has 0.4 there.
    between = (height > 0.85) & (height < 1.65)
    assert between.mean() < 0.12


def test_a_class_of_one_mode_has_one(trained):
    height = generated(trained, "S")["height"]
    assert np.quantile(height, [0.05, 0.95]) == pytest.approx([1, 1], abs=0.15)


def test_beats_follow_the_template_of_their_patient(trained, two_modes):
    beats = generated(trained, "S")
    patients, templates = conditional.find_templates(two_modes)
    for row in range(len(patients)):
        own = beats["beat"][beats["patient"] == row]
        assert np.median(own, axis=0) == pytest.approx(templates[row], abs=0.1)


def test_rhythm_has_the_spread_of_the_class(trained, two_modes):
    made = blocks.free_rhythm(generated(trained, "V")["rhythm"])
    assert made.std(axis=0) == pytest.approx(0.1, rel=0.2)
    assert made.mean(axis=0) == pytest.approx(0, abs=0.02)
