import keras
import numpy as np
import pytest
from evenbeat import blog, gan


def fresh(training, seed=1):
    return gan.build_gan("blog", training, seed)


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
    first, same, other = (
        [np.asarray(w) for w in built.generator.weights + built.discriminator.weights]
        for built in (fresh(training), fresh(training), fresh(training, seed=2))
    )
    assert all(np.array_equal(a, b) for a, b in zip(first, same, strict=True))
    assert not all(np.array_equal(a, b) for a, b in zip(first, other, strict=True))


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
