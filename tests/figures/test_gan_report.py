from dataclasses import replace

import numpy as np
import pytest
from evenbeat.beats.synthetic import read_synthetic
from evenbeat.figures.gan_report import SHOWN, make_gan_figures
from report_artifacts import REASON, SMALL, make_database, make_gan, read_all


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Give the training beats, and the GANs of two seeds with the beats of each."""
    folder, rng = tmp_path_factory.mktemp("gans"), np.random.default_rng(0)
    train = make_database(folder, rng, "interpatient", SMALL.length)
    gans = [make_gan(folder, ("interpatient", "blog", "F", seed), SMALL, rng) for seed in (0, 1)]
    return train, read_all(gans), [one["synthetic"] for one in gans]


def without_training(gan):
    return replace(gan, choice={"trained": False, "reason": REASON}, history={})


@pytest.mark.parametrize("failed", [0, 1])
def test_the_first_seed_that_was_trained_is_shown(made, failed):
    train, gans, synthetic = made
    gans = [without_training(gan) if gan.id.seed == failed else gan for gan in gans]
    pictures = make_gan_figures(gans, train, synthetic, before=10)
    seed = 1 - failed
    draw, text = pictures["beats"]
    figure = draw()
    assert f"synthetic beats of seed {seed}" in text
    assert f"synthetic beats of seed {seed}" in figure.axes[1].get_title()
    lines = [line.get_ydata() for line in figure.axes[1].lines[:SHOWN]]
    assert np.array_equal(lines, read_synthetic(synthetic[seed])["waveform"][:SHOWN])
    assert f"seed {seed}" in pictures["learning"][1]
    assert f"Selected: epoch 5 with seed {seed}." in pictures["training"][1]


def test_without_any_training_the_reason_is_shown(made):
    train, gans, synthetic = made
    pictures = make_gan_figures([*map(without_training, gans)], train, synthetic, before=10)
    assert {text for _, text in pictures.values()} == {
        f"interpatient, class F, GAN blog. No GAN: {REASON}."
    }
