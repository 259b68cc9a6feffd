import doctest

import numpy as np
import pytest
from evenbeat.evaluation import confusion, statistics


def test_examples():
    assert doctest.testmod(statistics).failed == 0


def test_a_paired_test_with_a_known_answer():
    """Student's sleep data (1908): t = -4.0621 with 9 degrees of freedom, p = 0.00283."""
    first = np.array([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0])[:, None]
    second = np.array([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])[:, None]
    found = statistics.compare_paired(first, second)
    assert found["mean"] == pytest.approx(-1.58)
    assert found["t"] == pytest.approx(0.00283, abs=1e-5)
    assert found["least_wilcoxon"] == pytest.approx(2 / 1024)


def test_the_unit_is_the_gan_and_not_the_classifier():
    """Classifiers that share a GAN are no new evidence: more of the same change no p value."""
    rng = np.random.default_rng(0)
    first, second = rng.normal(size=(2, 5, 1))
    one = statistics.compare_paired(first, second)
    many = statistics.compare_paired(np.repeat(first, 8, axis=1), np.repeat(second, 8, axis=1))
    assert many == pytest.approx(one)
    assert one["least_wilcoxon"] == pytest.approx(0.0625)


def test_all_of_one_sign_reaches_the_least_wilcoxon():
    first = np.arange(1.0, 6.0)[:, None]
    found = statistics.compare_paired(first, np.zeros((5, 1)))
    assert found["wilcoxon"] == pytest.approx(found["least_wilcoxon"])


def test_no_difference_is_no_evidence():
    scores = np.full((5, 4), 0.5)
    found = statistics.compare_paired(scores, scores)
    assert (found["mean"], found["t"], found["wilcoxon"]) == (0, 1, 1)


def test_holm_never_lowers_and_keeps_the_order():
    p_values = np.random.default_rng(1).uniform(0, 0.2, 9)
    adjusted = statistics.adjust_holm(p_values)
    assert (adjusted >= p_values).all()
    assert adjusted.max() <= 1
    assert (np.diff(adjusted[np.argsort(p_values)]) >= 0).all()
    assert adjusted.min() == pytest.approx(9 * p_values.min())


def test_the_interval_over_seeds_covers_as_often_as_it_says():
    """True mean 0.3; spread over GANs and over classifiers. Few seeds make it a little narrow."""
    rng = np.random.default_rng(2)
    covered = 0
    for trial in range(300):
        differences = 0.3 + rng.normal(0, 1, (20, 1)) + rng.normal(0, 1, (20, 4))
        low, high = statistics.find_interval(statistics.resample_seeds(differences, 400, trial))
        covered += low < 0.3 < high
    assert 0.88 < covered / 300 < 0.98


def test_with_five_gans_the_interval_of_the_t_test_covers_and_the_bootstrap_falls_short():
    rng = np.random.default_rng(5)
    covered = np.zeros(2)
    for trial in range(300):
        differences = 0.3 + rng.normal(0, 1, (5, 1)) + rng.normal(0, 1, (5, 4))
        found = statistics.compare_paired(differences, np.zeros((5, 4)))
        low, high = statistics.find_interval(statistics.resample_seeds(differences, 400, trial))
        covered += found["over_gans_low"] < 0.3 < found["over_gans_high"], low < 0.3 < high
    of_t, of_bootstrap = covered / 300
    assert 0.91 < of_t < 0.99
    assert of_bootstrap < of_t - 0.02


def test_spread_over_gans_widens_the_interval_more_than_spread_over_classifiers():
    spread = np.random.default_rng(3).normal(size=(6, 4))
    over_gans = np.repeat(spread[:, :1], 4, axis=1)
    over_classifiers = np.repeat(over_gans.T, 6, axis=0)[:6, :4]
    widths = [
        np.ptp(statistics.find_interval(statistics.resample_seeds(differences, 2000, 0)))
        for differences in (over_gans, over_classifiers)
    ]
    assert widths[0] > 1.3 * widths[1]


@pytest.fixture(scope="module")
def confusions():
    """Give confusion matrices of two arms: 3 classifiers, 22 records, 4 classes."""
    return np.random.default_rng(4).integers(0, 50, (2, 3, 22, 4, 4))


def interval_over_records(first, second, seed):
    resampled = [
        statistics.resample_records(arm, confusion.measure_all, 500, seed)
        for arm in (first, second)
    ]
    return statistics.find_interval(resampled[0] - resampled[1])


def test_the_interval_over_records_is_that_of_a_plain_loop(confusions):
    first, second = confusions
    low, high = interval_over_records(first, second, 7)
    rng = np.random.default_rng(7)
    drawn = rng.multinomial(22, np.full(22, 1 / 22), size=500)
    differences = []
    for weights in drawn:
        records = np.repeat(np.arange(22), weights)
        scores = [
            np.mean([confusion.class_f1(run[records].sum(axis=0)).mean() for run in arm])
            for arm in confusions
        ]
        differences.append(scores[0] - scores[1])
    assert (low[0], high[0]) == pytest.approx(tuple(np.quantile(differences, [0.025, 0.975])))


def test_one_decisive_record_makes_the_interval_cover_zero(confusions):
    first = confusions[0].copy()
    second = first.copy()
    second[:, 5] = 0
    second[:, 5, 0, 1] = 10_000
    low, high = interval_over_records(first, second, 0)
    assert low[0] <= 0 < high[0]
