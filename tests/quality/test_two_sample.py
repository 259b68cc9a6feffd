import numpy as np
import pytest
from evenbeat.quality import trees, tstr, two_sample
from hypothesis import given, settings
from hypothesis import strategies as st

NAMES = np.repeat(list("abcdefgh"), 20)
NOBODY = np.full(len(NAMES), "")


@pytest.fixture(scope="module", autouse=True)
def few_trees():
    """Give the same answers, less exactly, in a fifth of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trees, "TREES", 20)
        yield


def of_patients(seed, names=NAMES, spread=2.0, anatomy=9):
    """Give features of patients who differ, each in the same way whatever the seed."""
    known, rows = np.unique(names, return_inverse=True)
    centres = np.random.default_rng(anatomy).normal(0, spread, (len(known), 5))
    return centres[rows] + np.random.default_rng(seed).normal(size=(len(names), 5))


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_beats_of_one_distribution_cannot_be_told_apart(seed):
    real, other = of_patients(10 + seed), of_patients(20 + seed)
    assert two_sample.two_sample_auc(real, other, NAMES, NAMES, seed) == pytest.approx(
        0.5, abs=0.12
    )


@pytest.mark.parametrize("names", [NAMES, NOBODY], ids=["named", "nobody's"])
def test_shifted_beats_are_found_out(names):
    real, shifted = of_patients(0), of_patients(1) + 8
    assert two_sample.two_sample_auc(real, shifted, NAMES, names, 0) > 0.98


def test_of_fewer_synthetic_beats_the_answer_is_the_same():
    real, shifted = of_patients(0), of_patients(1)[::4] + 1
    few = two_sample.two_sample_auc(real, shifted, NAMES, NAMES[::4], 0)
    assert 0.6 < few < 0.95


def test_what_gives_one_patient_away_does_not_count():
    """Synthetic beats are off in a direction that is each patient's own: a new one's is unknown."""
    names = np.repeat([f"p{i}" for i in range(20)], 10)
    real, synthetic = of_patients(0, names, 4), of_patients(1, names, 4, anatomy=5)
    assert two_sample.two_sample_auc(real, synthetic, names, names, 0) < 0.65
    each_its_own = np.arange(len(names)).astype(str)
    assert two_sample.two_sample_auc(real, synthetic, each_its_own, each_its_own, 0) > 0.85


def test_beats_without_names_have_a_floor_of_their_own():
    """Even beats of the same distribution: what is like those of training passes for synthetic."""
    nobody = two_sample.two_sample_auc(of_patients(0), of_patients(1), NAMES, NOBODY, 0)
    assert nobody < 0.35


@pytest.mark.parametrize("names", [NAMES, NOBODY], ids=["named", "nobody's"])
def test_one_patient_is_no_number(names):
    one = np.full(len(NAMES), "a")
    real, shifted = of_patients(0), of_patients(1) + 8
    assert np.isnan(two_sample.two_sample_auc(real, shifted, one, names, 0))
    assert np.isnan(two_sample.two_sample_auc(real, shifted, one, one, 0))


def test_two_patients_are_a_fold_each():
    names = np.repeat(["a", "b"], [90, 30])
    real, shifted = of_patients(0, names), of_patients(1, names) + 8
    assert two_sample.two_sample_auc(real, shifted, names, names, 0) > 0.98
    assert two_sample.two_sample_auc(real, shifted, names, np.full(120, ""), 0) > 0.98


@pytest.mark.parametrize(("number", "low", "high"), [(4, 0.99, 1), (12, 0.4, 0.8)])
def test_folds_without_enough_to_learn_from_do_not_count(number, low, high):
    """Whoever learned of patient a finds b's synthetic beats, but not the other way round."""
    names = np.repeat(["a", "b"], [90, number])
    real, synthetic = of_patients(0, names, spread=0), of_patients(1, names, spread=0)
    synthetic += np.where((names == "a") & (np.arange(len(names)) % 2 == 0), -8, 8)[:, None]
    assert low <= two_sample.two_sample_auc(real, synthetic, names, names, 0) <= high


def test_too_few_beats_are_no_number():
    names = np.repeat(["a", "b"], 9)
    real, shifted = of_patients(0, names), of_patients(1, names) + 8
    assert np.isnan(two_sample.two_sample_auc(real, shifted, names, names, 0))
    assert np.isnan(two_sample.two_sample_auc(real, shifted[:0], names, names[:0], 0))
    assert np.isnan(two_sample.two_sample_auc(real[:1], shifted[:1], names[:1], names[-1:], 0))


def test_the_seed_alone_decides():
    real, other = of_patients(0), of_patients(1) + 0.5
    np.random.seed(0)  # noqa: NPY002
    first = two_sample.two_sample_auc(real, other, NAMES, NAMES, 3)
    np.random.seed(1)  # noqa: NPY002
    assert two_sample.two_sample_auc(real, other, NAMES, NAMES, 3) == first
    assert two_sample.two_sample_auc(real, other, NAMES, NAMES, 4) != first


@settings(max_examples=8, deadline=None)
@given(
    st.lists(st.sampled_from(["a", "b", "c", ""]), min_size=1, max_size=12),
    st.lists(st.sampled_from(["a", "b", "d", ""]), max_size=12),
)
def test_whatever_the_patients_it_is_a_share_or_no_number(patients, synthetic_patients):
    patients, synthetic_patients = (
        np.repeat(np.array(names, dtype=str), 4) for names in (patients, synthetic_patients)
    )
    real, synthetic = of_patients(0, patients), of_patients(1, synthetic_patients)
    found = two_sample.two_sample_auc(real, synthetic, patients, synthetic_patients, 0)
    assert np.isnan(found) or 0 <= found <= 1
    if len(set(patients)) == 1 and patients[0]:
        assert np.isnan(found)


@pytest.fixture(scope="module")
def classes():
    """Give 60 beats of a class and 240 others to learn from, and as many to test on."""
    names = np.repeat(["class", "other"], [60, 240])
    return [of_patients(seed, names, spread=3) for seed in (0, 1)], names == "class"


def test_who_learns_of_good_beats_finds_the_class(classes):
    (known, tested), of_class = classes
    learn = tstr.train_on_synthetic
    good = learn(known[of_class], known[~of_class], tested, of_class, 0)
    assert good > 0.95
    assert learn(known[of_class][:20], known[~of_class], tested, of_class, 0) > 0.9
    assert learn(known[of_class] + 20, known[~of_class], tested, of_class, 0) < 0.1
    # Beats of another class: who believes them takes the one for the other.
    swapped = learn(known[~of_class], known[of_class], tested, of_class, 0)
    assert swapped < 0.05


def test_the_f1_is_that_of_counted_hits(classes):
    """Half of the class is far away from what was learnt of it: recall 1/2, precision 1."""
    (known, tested), of_class = classes
    tested = tested.copy()
    tested[np.flatnonzero(of_class)[::2]] = tested[np.flatnonzero(~of_class)[:30]]
    found = tstr.train_on_synthetic(known[of_class], known[~of_class], tested, of_class, 0)
    assert found == pytest.approx(2 / 3, abs=0.03)


def test_a_rare_class_that_overlaps_is_looked_for_as_if_it_were_not_rare():
    rng = np.random.default_rng(0)
    rare, others, tested = (rng.normal(size=(number, 5)) for number in (20, 600, 600))
    of_class = np.arange(600) < 100
    tested[of_class] += 1
    scores = [
        tstr.train_on_synthetic(rare + 1, others, tested, of_class, seed) for seed in (0, 0, 1)
    ]
    assert min(scores) > 0.35
    assert scores[0] == scores[1] != scores[2]


def test_a_class_that_is_not_tested_is_no_number(classes):
    (known, tested), of_class = classes
    nothing = np.zeros_like(of_class)
    assert np.isnan(tstr.train_on_synthetic(known[:9], known, tested, nothing, 0))


def test_components_are_few_and_describe_what_is_left():
    rng = np.random.default_rng(0)
    slow_waves = np.cos(np.pi * np.arange(80) / 80 * np.arange(1, 4)[:, None])
    beats = rng.normal(size=(100, 3)) @ slow_waves
    projection = trees.fit_components(beats)
    assert projection.n_components_ == 20
    assert trees.fit_components(beats[:9]).n_components_ == 4
    rough = beats + 0.5 * (-1.0) ** np.arange(80)
    clean, noisy = (
        trees.describe_beats(projection, waveform, np.ones((100, 4))) for waveform in (beats, rough)
    )
    assert clean.shape == (100, 20 + 2 + 4)
    assert clean[:, 20] == pytest.approx(np.zeros(100), abs=1e-8)
    # The alternation has a norm of 0.5 * 80**0.5, little of which lies along the components.
    assert noisy[:, 20] == pytest.approx(np.full(100, 0.5 * 80**0.5), rel=0.2)
    assert clean[:, 21].max() < 1
    assert noisy[:, 21] == pytest.approx(np.full(100, 4 * 0.5 * 78**0.5), rel=0.05)
    assert (clean[:, 22:] == 1).all()
