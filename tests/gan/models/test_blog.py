"""The seed's networks, and their step of training against the plain one."""

import keras
import numpy as np
import pytest
import reference_gan
from conftest import all_weights, eagerly, variables
from evenbeat.gan import sampling
from evenbeat.gan.models import blog
from evenbeat.gan.training_loop import train
from evenbeat.nn.step_loop import compile_steps
from evenbeat.quality.mmd import mmd2
from evenbeat.runtime.errors import InputError

STEPS = 10


def fresh(training, seed=1):
    return blog.Model().build({"beat": np.zeros((8, 300), np.float32)}, training, seed)


def compiled(trained, beats, training, seed, precision="float32"):
    training = training | {"precision": precision}
    return compile_steps(blog.Model().make_step(trained, {"beat": beats}, training, seed))


def weights_of_networks(trained):
    return [weight for network in trained.networks.values() for weight in network.weights]


def flat_weights(trained):
    return np.concatenate([np.ravel(weight) for weight in weights_of_networks(trained)])


def moving_averages(trained):
    return [np.asarray(w) for w in weights_of_networks(trained) if "moving" in w.path]


def test_generator_is_the_seeds():
    model = blog.build_generator(0)
    shapes = [w.shape for w in model.weights if w.path.endswith("kernel")]
    assert shapes == [(32, 8, 1), (32, 32, 8), (64, 64, 32), (64, 1, 64)]
    assert model.output_shape == (None, 300, 1)
    kinds = [type(layer).__name__ for layer in model.layers[1:4]]
    assert kinds == ["Conv1DTranspose", "ReLU", "BatchNormalization"]
    assert np.abs(model.predict(np.full((2, 112, 1), 50.0), verbose=0)).max() <= 1


def test_discriminator_is_the_seeds():
    model = blog.build_discriminator(300, 0)
    shapes = [w.shape for w in model.weights if w.path.endswith("kernel")]
    assert shapes == [(32, 1, 32), (32, 32, 8), (32, 8, 4), (1200, 128), (128, 1)]
    dropouts = [layer.rate for layer in model.layers if isinstance(layer, keras.layers.Dropout)]
    assert dropouts == [0.2] * 3


def test_beats_of_another_length_are_refused():
    with pytest.raises(InputError, match="150 samples, but the networks need 300"):
        blog.build_discriminator(150, 0)


def test_epoch_is_floor_of_beats_over_batch():
    def steps(beats):
        return blog.Model().count_steps({"beat": np.zeros((beats, 300))}, {"batch": 128})

    assert steps(944) == 7
    assert steps(128) == 1
    with pytest.raises(InputError, match="127 training beats are fewer than"):
        steps(127)


def test_epoch_is_as_long_as_the_configuration_says():
    training = {"batch": 128, "steps_per_epoch": 100}
    assert blog.Model().count_steps({"beat": np.zeros((944, 300))}, training) == 100


@pytest.fixture(scope="module")
def noisy(bumps):
    """Give beats without flat stretches, where every sample would sit on the same kink."""
    noise = np.random.default_rng(1).normal(0, 0.1, bumps.shape)
    return (bumps + noise).clip(-1, 1).astype(np.float32)


def steady(training):
    """Build a GAN whose optimizers do not blow up rounding.

    Adam divides a gradient by its size, also where it is nothing but rounding (the biases before
    a batch normalisation); the larger epsilon keeps that out.
    """
    trained = fresh(training)
    for optimizer in trained.optimizers.values():
        optimizer.epsilon = 1e-3
    return trained


def walk(trained, beats, training):
    """Take plain steps; give the losses of each, and all variables before, between and after."""
    losses, values = [], [all_weights(trained)]
    for step in range(STEPS):
        losses.append(reference_gan.train_step(trained, beats, training, 4, step))
        values.append(all_weights(trained))
    return np.array(losses), values


@pytest.fixture(scope="module")
def plain(training, noisy):
    """Give a GAN, its plain losses, and the values of its variables on the way."""
    trained = steady(training)
    return trained, *walk(trained, noisy, training)


@pytest.fixture(scope="module")
def fast(training, noisy):
    """Give another GAN, and its compiled steps, which are compiled once."""
    trained = steady(training)
    return trained, compiled(trained, noisy, training, 4)


def assign(trained, values):
    for variable, value in zip(variables(trained), values, strict=True):
        variable.assign(value)


def test_steps_equal_the_references(plain, fast):
    """Hold each step against the plain one, both from the same state."""
    reference, losses, values = plain
    trained, run = fast
    for step in range(STEPS):
        assign(trained, values[step])
        before = flat_weights(trained)
        assert run(step, 1)[0] == pytest.approx(losses[step], abs=1e-5)
        assign(reference, values[step + 1])
        for exact, found in zip(moving_averages(reference), moving_averages(trained), strict=True):
            assert found == pytest.approx(exact, rel=1e-4, abs=1e-5)
        after = flat_weights(reference)
        assert np.quantile(np.abs(flat_weights(trained) - after), 0.999) < 1e-5
        assert np.quantile(np.abs(after - before), 0.999) > 1e-4


def test_steps_on_end_stray_no_further_than_rounding(plain, fast, training, noisy):
    """Hold steps on end against as many plain ones.

    Adversarial training amplifies rounding; so the measure is how far the plain one strays from
    itself when each initial weight is changed by a millionth.
    """

    def nudge(trained, seed):
        rng = np.random.default_rng(seed)
        for variable in trained.networks["generator"].trainable_variables:
            value = np.asarray(variable)
            variable.assign(value * rng.choice([1 - 1e-6, 1 + 1e-6], value.shape))
        return trained

    reference, losses, values = plain
    assign(reference, values[-1])
    weights = flat_weights(reference)
    nudged = []
    for seed in range(3):
        other = nudge(steady(training), seed)
        nudged.append((walk(other, noisy, training)[0], flat_weights(other)))
    trained, run = fast
    assign(trained, values[0])
    first = flat_weights(trained)
    found = run(0, STEPS)
    allowed = max(np.abs(other - losses).mean() for other, _ in nudged)
    assert np.abs(found - losses).mean() < 3 * allowed < 0.1
    allowed = max(np.abs(other - weights).mean() for _, other in nudged)
    moved = np.abs(weights - first).mean()
    assert np.abs(flat_weights(trained) - weights).mean() < 2 * allowed < moved


def test_bfloat16_is_as_good_within_the_spread_over_seeds(training, noisy):
    def distances(precision):
        trained, found = fresh(training), []
        run = compiled(trained, noisy, training, 0, precision)
        for layer in trained.networks["generator"].layers:
            if isinstance(layer, keras.layers.BatchNormalization):
                layer.momentum = 0.5  # so that its averages arrive within these few steps
        for seed in range(3):
            for variable, value in zip(
                variables(trained), all_weights(fresh(training, seed)), strict=True
            ):
                variable.assign(value)
            run(100 * seed, 25)
            generated = sampling.sample_beats(trained.networks["generator"], 24, seed)["beat"]
            found.append(mmd2(noisy, generated, width=3))
        return np.array(found)

    plain, half = distances("float32"), distances("bfloat16")
    assert not np.array_equal(plain, half)
    # Of both: three seeds of one of them may by chance lie close together.
    spread = np.sqrt((plain.var(ddof=1) + half.var(ddof=1)) / 2)
    assert abs(half.mean() - plain.mean()) < 2 * spread


def test_the_backends_convolution_gives_the_same(training, bumps, monkeypatch):
    losses = []
    for gpu in (False, True):
        monkeypatch.setattr("evenbeat.nn.backend.has_gpu", lambda gpu=gpu: gpu)
        with eagerly():
            losses.append(compiled(fresh(training), bumps[:8], training, 4)(0, 1))
    # Sums in another order; Adam makes a little more of that at every step.
    assert losses[0] == pytest.approx(losses[1], abs=1e-3)


def test_divergent_training_fails(training, bumps):
    diverging = training | {"generator_learning_rate": 1e30, "discriminator_learning_rate": 1e30}
    trained = fresh(diverging)
    step = blog.Model().make_step(trained, {"beat": bumps}, diverging, 0)
    with eagerly(), pytest.raises(InputError, match="diverged"):
        train(trained, step, 9, lambda line: None)
