"""Settings that make the classes of a simulated patient overlap."""

from itertools import groupby

import numpy as np
import pytest
from evenbeat.runtime.errors import InputError
from evenbeat.simulation.anatomy import draw_anatomy, with_block
from evenbeat.simulation.morphology import BEAT_OF
from evenbeat.simulation.waves import project
from scipy.ndimage import gaussian_filter1d
from simulated_patients import SETTINGS, beats_of, isolated, patient, simulate

RATE = SETTINGS["recorder"]["sampling_rate"]
MILLISECONDS = np.arange(-0.4, 0.6, 0.001)
CALM = {"wander": 1, "muscle": 1, "motion": 1}


def rare(kind, **settings):
    """Simulate ten minutes of a patient with one kind of rare beat and some settings."""
    return beats_of(simulate(patient(person=4, **{kind: 0.1}) | settings, 10, 3))


def intervals_before(samples, symbols, kind):
    """Return the RR intervals before isolated beats of a kind, in RR intervals of their own N."""
    numbers = isolated(symbols, kind)
    assert len(numbers) >= 5
    return np.array(
        [(samples[n] - samples[n - 1]) / (samples[n - 1] - samples[n - 2]) for n in numbers]
    )


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (patient() | {"atrial_coupling": [0.9, 0.8]}, "atrial_coupling .* smaller number first"),
        (patient() | {"fused": [0.6, 0.4]}, "fused .* smaller number first"),
        (patient(S=0.7), "atrial_run, 1"),
        (patient(S=0.8, V=0.2) | {"atrial_run": 9}, "more than 0.9"),
        (
            patient(conduction="left_bundle_branch_block")
            | {"block": {"bundle": "right", "sinus": 0, "early": 0.1}},
            "only normal conduction can be blocked at times",
        ),
    ],
)
def test_a_contradiction_is_named(settings, message):
    with pytest.raises(InputError, match=message):
        simulate(settings, 1, 1)


@pytest.mark.parametrize(("kind", "key"), [("S", "atrial_coupling"), ("V", "ventricular_coupling")])
def test_late_coupling(kind, key):
    samples, symbols = rare(kind, **{key: [0.84, 0.92]})
    found = intervals_before(samples, symbols, "A" if kind == "S" else "V")
    # The intervals of the sinus node vary by some percent.
    assert np.mean(found) == pytest.approx(0.88, abs=0.04)
    assert found.min() > 0.75


def test_a_focus_at_the_sinus_node_gives_the_usual_p_wave():
    ways = {}
    for focus in (0, 0.5, 1):
        rng = np.random.default_rng(3)
        anatomy = draw_anatomy(rng, 75, "normal", focus=focus)
        ways[focus] = project(anatomy.ectopic_p, ["II"], MILLISECONDS)
    np.testing.assert_allclose(ways[0], project(anatomy.sinus.p, ["II"], MILLISECONDS), atol=1e-9)
    np.testing.assert_allclose(ways[0.5], (ways[0] + ways[1]) / 2, atol=1e-9)
    assert np.abs(ways[1] - ways[0]).max() > 0.05


def test_runs_make_most_beats_supraventricular():
    _, symbols = beats_of(simulate(patient(person=5, S=0.7) | {"atrial_run": 5}, 10, 3))
    assert np.mean(np.isin(symbols, ["A", "J"])) == pytest.approx(0.7, abs=0.03)
    runs = [len(list(run)) for kind, run in groupby(symbols) if kind == "A"]
    assert np.mean(runs) == pytest.approx(5, abs=1)


@pytest.mark.parametrize(("bundle", "symbol"), [("left", "L"), ("right", "R")])
def test_a_bundle_is_blocked_at_times(bundle, symbol):
    block = {"bundle": bundle, "sinus": 0.3, "early": 0.5}
    _, symbols = rare("S", block=block)
    own, early = np.isin(symbols, ["N", symbol]), np.isin(symbols, ["A", "a"])
    assert np.mean(symbols[own] == symbol) == pytest.approx(0.3, abs=0.03)
    assert np.mean(symbols[early] == "a") == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize("bundle", ["left", "right"])
@pytest.mark.parametrize("person", range(8))
def test_a_blocked_bundle_widens_the_beat_and_leaves_its_p_wave(person, bundle):
    rng = np.random.default_rng(person)
    anatomy = with_block(rng, draw_anatomy(rng, 75, "normal"), 75, bundle)
    blocked, aberrant = (BEAT_OF[kind](rng, anatomy) for kind in "Ba")
    voltages = np.abs(project(blocked.qrs, ["II", "V1", "V5"], MILLISECONDS))
    wide = np.flatnonzero((voltages > 0.05 * voltages.max()).any(axis=1))
    assert wide[-1] - wide[0] >= 120
    assert np.array_equal(aberrant.qrs, blocked.qrs)
    usual, ectopic = (
        project(p, ["II"], MILLISECONDS) for p in (anatomy.sinus.p, anatomy.ectopic_p)
    )
    assert np.abs(project(blocked.p, ["II"], MILLISECONDS)).max() == pytest.approx(
        np.abs(usual).max(), rel=0.01
    )
    assert np.abs(project(aberrant.p, ["II"], MILLISECONDS)).max() == pytest.approx(
        np.abs(ectopic).max(), rel=0.01
    )


@pytest.mark.parametrize("conduction", ["normal", "left_bundle_branch_block"])
def test_a_ventricular_focus_at_a_bundle_gives_bundle_branch_block(conduction):
    ways = {}
    for focus in (0, 0.5, 1):
        rng = np.random.default_rng(3)
        anatomy = draw_anatomy(rng, 75, conduction)
        bundle = "left" if conduction == "normal" else None
        anatomy = with_block(rng, anatomy, 75, bundle, focus)
        beat = anatomy.ventricular
        ways[focus] = project(np.vstack([beat.qrs, beat.recovery]), ["II"], MILLISECONDS)
        assert beat.p.size == 0
    blocked = np.vstack([anatomy.blocked.qrs, anatomy.blocked.recovery])
    np.testing.assert_allclose(ways[0], project(blocked, ["II"], MILLISECONDS), atol=1e-9)
    apart = np.linalg.norm(ways[1] - ways[0])
    assert all(np.linalg.norm(ways[0.5] - ways[end]) < apart for end in (0, 1))


def test_successive_beats_vary_more():
    spreads = []
    for factor in (1, 4):
        record = simulate(patient() | {"variation": factor}, 1, 1)
        peaks = record.signal[beats_of(record)[0], record.leads.index("MLII")]
        spreads.append(np.std(peaks))
    assert spreads[1] > 1.5 * spreads[0]


@pytest.mark.parametrize(("part", "like"), [(0.95, "sinus"), (0.05, "ventricular")])
def test_fusion_beats_reach_from_one_activation_to_the_other(part, like):
    rng = np.random.default_rng(2)
    anatomy = draw_anatomy(rng, 75, "normal", fused=(part, part))
    fused, sinus, ventricular = (
        project(beat.qrs, ["II", "V1"], MILLISECONDS)
        for beat in (BEAT_OF["F"](rng, anatomy), anatomy.sinus, anatomy.ventricular)
    )
    distances = {
        "sinus": np.linalg.norm(fused - sinus),
        "ventricular": np.linalg.norm(fused - ventricular),
    }
    assert min(distances, key=distances.get) == like
    assert distances[like] < 0.5 * np.linalg.norm(sinus - ventricular)


def noise_of(**factors):
    """Return the signal of a patient with some noise, less that of a calm one."""
    both = [simulate(patient() | {"noise": CALM | one}, 2, 1) for one in (factors, {})]
    return both[0].signal - both[1].signal


def test_muscle_noise_is_added_above_the_frequencies_of_the_beats():
    added = noise_of(muscle=5)
    slow = gaussian_filter1d(added, 0.05 * RATE, axis=0)
    assert added.std() > 0.02
    assert slow.std() < 0.2 * added.std()


def test_wander_is_added_below_the_frequencies_of_the_beats():
    added = noise_of(wander=3)
    assert added.std() > 0.1
    assert np.abs(np.diff(added, axis=0)).max() < 0.01


def test_more_motion_gives_more_artefacts():
    counts = [
        simulate(patient() | {"noise": CALM | {"motion": factor}}, 5, 1).symbols.count("~")
        for factor in (1, 10)
    ]
    assert counts[1] > 2 * counts[0] > 0


def test_other_noise_leaves_the_beats_as_they_are():
    noisy, calm = (
        simulate(patient(V=0.1) | {"noise": dict.fromkeys(CALM, factor)}, 1, 1) for factor in (3, 1)
    )
    for one, other in zip(beats_of(noisy), beats_of(calm), strict=True):
        np.testing.assert_array_equal(one, other)
