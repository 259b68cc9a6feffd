import subprocess
import sys
from pathlib import Path

import keras
import numpy as np
import pytest
import reference_gan
import tensorflow as tf
from evenbeat import gan, trainer
from evenbeat.errors import InputError
from evenbeat.quality import mmd2


def fresh(training, seed=1):
    return gan.build_gan("blog", training, seed)


def train(trained, beats, training, seed, epochs, precision="float32", report=lambda line: None):
    return trainer.train(trained, beats, training, seed, precision, epochs, report)


def variables(trained):
    models = (trained.generator, trained.discriminator)
    optimizers = (trained.generator_optimizer, trained.discriminator_optimizer)
    found = [v for model in models for v in model.weights]
    return found + [v for optimizer in optimizers for v in optimizer.variables]


def all_weights(trained):
    return [np.asarray(variable) for variable in variables(trained)]


def flat_weights(trained):
    weights = trained.generator.weights + trained.discriminator.weights
    return np.concatenate([np.ravel(weight) for weight in weights])


def moving_averages(trained):
    weights = trained.generator.weights + trained.discriminator.weights
    return [np.asarray(weight) for weight in weights if "moving" in weight.path]


def same(first, second):
    return all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
def test_same_seed_same_training_in_one_call_or_two(training, bumps, precision):
    whole, parts = fresh(training), fresh(training)
    losses = train(whole, bumps, training, 3, 2, precision)
    first = train(parts, bumps, training, 3, 1, precision)
    second = train(parts, bumps, training, 3, 1, precision)
    assert losses.shape == (6, 2)
    assert np.array_equal(losses, np.concatenate([first, second]))
    assert same(all_weights(whole), all_weights(parts))


def test_another_seed_is_another_training(training, bumps):
    losses = [train(fresh(training), bumps, training, seed, 1) for seed in (5, 6)]
    assert not np.array_equal(*losses)


def test_training_moves_both_networks(training, bumps):
    trained = fresh(training)
    before = all_weights(trained)
    train(trained, bumps, training, 0, epochs=1)
    moved = [not np.array_equal(a, b) for a, b in zip(before, all_weights(trained), strict=True)]
    assert all(moved[: len(trained.generator.weights)])
    assert trained.step == 3


def test_progress_names_step_losses_and_time_left(training, bumps):
    lines = []
    train(fresh(training), bumps, training, 0, epochs=1, report=lines.append)
    assert len(lines) == 1
    assert lines[0].startswith("step 3 of 3: discriminator ")
    assert lines[0].endswith("0 s left")


def test_epoch_is_floor_of_beats_over_batch():
    assert trainer.steps_per_epoch(944, 128) == 7
    assert trainer.steps_per_epoch(128, 128) == 1
    with pytest.raises(InputError, match="127 training beats are fewer than"):
        trainer.steps_per_epoch(127, 128)


def test_a_loss_that_is_not_finite_is_an_error():
    trainer.check_losses(np.zeros((3, 2)), first=10)
    with pytest.raises(InputError, match="not finite at step 11"):
        trainer.check_losses(np.array([[0, 0], [0, np.nan]]), first=10)


def test_divergent_training_fails(training, bumps):
    diverging = training | {"generator_learning_rate": 1e30, "discriminator_learning_rate": 1e30}
    with pytest.raises(InputError, match="diverged"):
        train(fresh(diverging), bumps, diverging, 0, epochs=3)


def test_beats_of_another_length_are_refused(training):
    with pytest.raises(InputError, match="150 samples, the networks are built for 300"):
        train(fresh(training), np.zeros((8, 150), np.float32), training, 0, epochs=1)


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
    trained.generator_optimizer.epsilon = trained.discriminator_optimizer.epsilon = 1e-3
    return trained


def test_twenty_steps_equal_the_references(training, noisy):
    """Hold each of 20 steps against the plain one, both from the same state."""
    fast, plain = steady(training), steady(training)
    run = trainer.compile_steps(fast, noisy, training, 4, "float32")
    for step in range(20):
        for variable, value in zip(variables(fast), all_weights(plain), strict=True):
            variable.assign(value)
        before = flat_weights(plain)
        expected = reference_gan.train_step(plain, noisy, training, 4, step)
        assert run(step, 1)[0] == pytest.approx(expected, abs=1e-5)
        for exact, found in zip(moving_averages(plain), moving_averages(fast), strict=True):
            assert found == pytest.approx(exact, rel=1e-4, abs=1e-5)
        after = flat_weights(plain)
        assert np.quantile(np.abs(flat_weights(fast) - after), 0.999) < 1e-5
        assert np.quantile(np.abs(after - before), 0.999) > 1e-4


def test_twenty_steps_on_end_stray_no_further_than_rounding(training, noisy):
    """Hold 20 steps on end against as many of the plain one.

    Adversarial training amplifies rounding; so the measure is how far the plain one strays from
    itself when each initial weight is changed by a millionth.
    """

    def nudge(trained, seed):
        rng = np.random.default_rng(seed)
        for variable in trained.generator.trainable_variables:
            value = np.asarray(variable)
            variable.assign(value * rng.choice([1 - 1e-6, 1 + 1e-6], value.shape))
        return trained

    def walk(trained):
        steps = [reference_gan.train_step(trained, noisy, training, 4, s) for s in range(20)]
        return np.array(steps), flat_weights(trained)

    losses, weights = walk(steady(training))
    nudged = [walk(nudge(steady(training), seed)) for seed in range(3)]
    fast = steady(training)
    found = trainer.compile_steps(fast, noisy, training, 4, "float32")(0, 20)
    allowed = max(np.abs(other - losses).mean() for other, _ in nudged)
    assert np.abs(found - losses).mean() < 3 * allowed < 0.1
    allowed = max(np.abs(other - weights).mean() for _, other in nudged)
    moved = np.abs(weights - flat_weights(steady(training))).mean()
    assert np.abs(flat_weights(fast) - weights).mean() < 2 * allowed < moved


def test_batch_normalisation_is_keras(training):
    """Few samples, so that the variance's factor n / (n - 1) would show."""
    x = np.random.default_rng(0).normal(2, 3, (2, 3, 4)).astype(np.float32)
    ours, keras_ = (keras.layers.BatchNormalization() for _ in range(2))
    ours.build(x.shape)
    y = np.asarray(trainer.normalise_batch(ours, tf.constant(x)))
    assert y == pytest.approx(np.asarray(keras_(x, training=True)), abs=1e-5)
    for a, b in zip(ours.weights, keras_.weights, strict=True):
        assert np.asarray(a) == pytest.approx(np.asarray(b), rel=1e-5, abs=1e-6)


def test_a_layer_that_it_cannot_train_is_refused(training, bumps):
    trained = fresh(training)
    x = trained.discriminator.output
    noise = keras.layers.GaussianNoise(0.1, name="noise")
    trained.discriminator = keras.Model(trained.discriminator.input, noise(x))
    with pytest.raises(ValueError, match="no way to train layer 'noise', a GaussianNoise"):
        train(trained, bumps, training, 0, epochs=1)


def test_bfloat16_is_as_good_within_the_spread_over_seeds(training, noisy):
    def distances(precision):
        found = []
        for seed in range(3):
            trained = fresh(training, seed)
            for layer in trained.generator.layers:
                if isinstance(layer, keras.layers.BatchNormalization):
                    layer.momentum = 0.5  # so that its averages arrive within these few steps
            train(trained, noisy, training, seed, 25, precision)
            generated = gan.sample_beats(trained.generator, 24, seed)
            found.append(mmd2(noisy, generated, width=3))
        return np.array(found)

    plain, half = distances("float32"), distances("bfloat16")
    assert not np.array_equal(plain, half)
    assert abs(half.mean() - plain.mean()) < 2 * plain.std(ddof=1)


def test_the_backends_convolution_gives_the_same(training, bumps, monkeypatch):
    losses = []
    for gpu in (False, True):
        monkeypatch.setattr("evenbeat.backend.has_gpu", lambda gpu=gpu: gpu)
        losses.append(train(fresh(training), bumps[:8], training, 4, epochs=1))
    # Sums in another order; Adam makes a little more of that at every step.
    assert losses[0] == pytest.approx(losses[1], abs=1e-3)


THREADS = """
import hashlib, sys
import numpy as np
from evenbeat import backend, gan, trainer
backend.use_threads(int(sys.argv[1]))
training = {training}
trained = gan.build_gan("blog", training, 0)
beats = np.random.default_rng(0).uniform(-1, 1, (24, 300)).astype(np.float32)
losses = [trainer.train(trained, beats, training, 0, p, 1) for p in ("float32", "bfloat16")]
weights = [np.asarray(v) for v in trained.generator.weights + trained.discriminator.weights]
print(hashlib.sha256(b"".join(w.tobytes() for w in [*losses, *weights])).hexdigest())
"""


def test_the_number_of_threads_changes_no_bit(training):
    scripts = Path(trainer.__file__).parents[1]
    found = {
        subprocess.run(
            [sys.executable, "-c", THREADS.replace("{training}", repr(training)), str(threads)],
            cwd=scripts,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()[-1]
        for threads in (1, 2)
    }
    assert len(found) == 1


def test_a_batch_larger_than_the_class_is_refused_at_the_start(training, bumps):
    trained = fresh(training)
    with pytest.raises(InputError, match="7 training beats are fewer than"):
        train(trained, bumps[:7], training, 0, epochs=1)
    assert trained.step == 0
