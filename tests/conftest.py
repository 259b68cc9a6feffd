"""What several test files share: small data, and a quiet TensorFlow on one thread."""

import os

import numpy as np
import pytest

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

TRAINING = {
    "batch": 8,
    "least_beats": 8,
    "generator_learning_rate": 0.001,
    "discriminator_learning_rate": 0.0002,
    "beta_1": 0.5,
    "real_label": 0.9,
}


@pytest.fixture(scope="session")
def training():
    return TRAINING


@pytest.fixture(scope="session")
def bumps():
    """Give 24 beats in [-1, 1]: one bump each, at slightly different places."""
    rng = np.random.default_rng(0)
    centre = 100 + rng.normal(0, 3, size=(24, 1))
    time = np.arange(300)
    return np.exp(-(((time - centre) / 8) ** 2)).astype(np.float32)
