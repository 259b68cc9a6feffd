import keras
import numpy as np
import pytest
import tensorflow as tf
from evenbeat import blog, gan
from evenbeat.errors import InputError


def fresh(training, seed=1):
    return gan.build_gan("blog", training, seed)


def all_weights(trained):
    models = (trained.generator, trained.discriminator)
    optimizers = (trained.generator_optimizer, trained.discriminator_optimizer)
    variables = [v for model in models for v in model.weights]
    variables += [v for optimizer in optimizers for v in optimizer.variables]
    return [np.asarray(variable) for variable in variables]


def same(first, second):
    return all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


def test_generator_is_the_seeds():
    model = blog.build_generator(0)
    shapes = [w.shape for w in model.weights if w.path.endswith("kernel")]
    assert shapes == [(32, 8, 1), (32, 32, 8), (64, 64, 32), (64, 1, 64)]
    assert model.output_shape == (None, 300, 1)
    kinds = [type(layer).__name__ for layer in model.layers[1:4]]
    assert kinds == ["Conv1DTranspose", "ReLU", "BatchNormalization"]
    assert np.abs(model.predict(np.full((2, 112, 1), 50.0), verbose=0)).max() <= 1


def test_discriminator_is_the_seeds():
    model = blog.build_discriminator(0)
    shapes = [w.shape for w in model.weights if w.path.endswith("kernel")]
    assert shapes == [(32, 1, 32), (32, 32, 8), (32, 8, 4), (1200, 128), (128, 1)]
    dropouts = [layer.rate for layer in model.layers if isinstance(layer, keras.layers.Dropout)]
    assert dropouts == [0.2] * 3


def test_initial_weights_follow_the_seed(training):
    assert same(all_weights(fresh(training)), all_weights(fresh(training)))
    assert not same(all_weights(fresh(training)), all_weights(fresh(training, seed=2)))


def test_same_seed_same_training(training, bumps):
    results = []
    for seed in (5, 5, 6):
        trained = fresh(training)
        losses = gan.train(trained, bumps, training, seed, epochs=1, report=lambda line: None)
        results.append((losses, all_weights(trained)))
    assert np.array_equal(results[0][0], results[1][0])
    assert same(results[0][1], results[1][1])
    assert not np.array_equal(results[0][0], results[2][0])


def test_two_calls_equal_one(training, bumps):
    whole, parts = fresh(training), fresh(training)
    quiet = {"report": lambda line: None}
    losses = gan.train(whole, bumps, training, 3, epochs=2, **quiet)
    first = gan.train(parts, bumps, training, 3, epochs=1, **quiet)
    second = gan.train(parts, bumps, training, 3, epochs=1, **quiet)
    assert losses.shape == (6, 2)
    assert np.array_equal(losses, np.concatenate([first, second]))
    assert same(all_weights(whole), all_weights(parts))


def test_a_step_is_the_one_that_the_design_describes(training, bumps):
    """Hold one compiled step against the same step written out, draw by draw."""
    fast, plain = fresh(training), fresh(training)
    losses = gan.train(fast, bumps[:8], training, 4, epochs=1, report=lambda line: None)

    seeds = [gan.derive_seed(4, draw) for draw in ("batch", "fake", "latent")]
    rows = tf.random.stateless_uniform((8,), (seeds[0], 0), maxval=8, dtype=tf.int32).numpy()
    latents = [tf.random.stateless_normal((8, 112, 1), (seed, 0)) for seed in seeds[1:]]
    fake = plain.generator(latents[0], training=False)
    both = np.concatenate([bumps[:8][rows][..., None], fake])
    labels = np.array([0.9] * 8 + [0.0] * 8)

    def cross_entropy(target, probability):
        p = tf.clip_by_value(tf.cast(probability[:, 0], tf.float64), 1e-7, 1 - 1e-7)
        return -tf.reduce_mean(target * tf.math.log(p) + (1 - target) * tf.math.log(1 - p))

    with tf.GradientTape() as tape:
        loss = cross_entropy(labels, plain.discriminator(both, training=True))
    weights = plain.discriminator.trainable_variables
    plain.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
    assert losses[0, 0] == pytest.approx(loss.numpy(), abs=1e-5)

    # The generator's pass: batch normalisation of the frozen discriminator infers.
    moving = [w for w in plain.discriminator.weights if "moving" in w.path]
    before = [np.asarray(w) for w in moving]
    plain.discriminator.trainable = False
    generated = plain.generator(latents[1], training=True)
    loss = cross_entropy(np.ones(8), plain.discriminator(generated, training=True))
    assert losses[0, 1] == pytest.approx(loss.numpy(), abs=1e-5)
    assert len(moving) == 6  # means and variances of three layers
    assert same(before, [np.asarray(w) for w in moving])


def test_training_moves_both_networks(training, bumps):
    trained = fresh(training)
    before = all_weights(trained)
    gan.train(trained, bumps, training, 0, epochs=1, report=lambda line: None)
    moved = [not np.array_equal(a, b) for a, b in zip(before, all_weights(trained), strict=True)]
    assert all(moved[: len(trained.generator.weights)])
    assert trained.step == 3


def test_progress_names_step_losses_and_time_left(training, bumps):
    lines = []
    gan.train(fresh(training), bumps, training, 0, epochs=1, report=lines.append)
    assert len(lines) == 1
    assert lines[0].startswith("step 3 of 3: discriminator ")
    assert lines[0].endswith("0 s left")


def test_epoch_is_floor_of_beats_over_batch():
    assert gan.steps_per_epoch(944, 128) == 7
    assert gan.steps_per_epoch(128, 128) == 1
    with pytest.raises(InputError, match="127 training beats are fewer than"):
        gan.steps_per_epoch(127, 128)


def test_a_loss_that_is_not_finite_is_an_error():
    gan.check_losses(np.zeros((3, 2)), first=10)
    with pytest.raises(InputError, match="not finite at step 11"):
        gan.check_losses(np.array([[0, 0], [0, np.nan]]), first=10)


def test_divergent_training_fails(training, bumps):
    diverging = training | {"generator_learning_rate": 1e30, "discriminator_learning_rate": 1e30}
    with pytest.raises(InputError, match="diverged"):
        gan.train(fresh(diverging), bumps, diverging, 0, epochs=3, report=lambda line: None)


def test_beats_of_another_length_are_refused(training):
    with pytest.raises(InputError, match="150 samples, the networks are built for 300"):
        gan.train(fresh(training), np.zeros((8, 150), np.float32), training, 0, epochs=1)


def test_samples_do_not_depend_on_their_number(training):
    generator = fresh(training).generator
    few = gan.sample_beats(generator, 5, seed=9, batch=4)
    many = gan.sample_beats(generator, 9, seed=9, batch=4)
    assert few.shape == (5, 300)
    assert np.array_equal(few, many[:5])
    assert not np.array_equal(few, gan.sample_beats(generator, 5, seed=8, batch=4))
    assert len(np.unique(many[:, 0])) == 9


def test_scores_are_the_discriminators_probabilities(training, bumps):
    discriminator = fresh(training).discriminator
    scores = gan.score_beats(discriminator, bumps)
    expected = discriminator(bumps[..., None], training=False)[:, 0]
    assert scores == pytest.approx(np.asarray(expected), abs=1e-6)
