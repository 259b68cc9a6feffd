import csv
from collections import Counter

import numpy as np
import pytest
from evenbeat.data.aami import classify_symbols
from evenbeat.runtime.errors import InputError
from evenbeat.simulation.anatomy import draw_anatomy
from evenbeat.simulation.database import reject_equal_persons, simulate_databases
from evenbeat.simulation.morphology import BEAT_OF
from evenbeat.simulation.record import simulate_patient
from evenbeat.simulation.waves import project
from simulated_patients import (
    CLASSES,
    CONFIG,
    DEMO,
    ECTOPIC,
    PACED,
    SETTINGS,
    SIMULATION,
    beats_of,
    isolated,
    patient,
    simulate,
)

SAMPLING_RATE = SETTINGS["recorder"]["sampling_rate"]

CONDUCTIONS = ("normal", "left_bundle_branch_block", "right_bundle_branch_block", "paced")
PERSONS = range(8)
MILLISECONDS = np.arange(-0.4, 0.6, 0.001)


@pytest.fixture(scope="module")
def ectopic():
    return simulate(ECTOPIC, 10, 3)


def mlii(record):
    return record.signal[:, record.leads.index("MLII")]


def clean_samples(record):
    """Say of each sample whether it is outside of the artefacts that the annotations mark."""
    edges = [s for s, symbol in zip(record.samples, record.symbols, strict=True) if symbol == "~"]
    clean = np.ones(len(record.signal), dtype=bool)
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        clean[start:stop] = False
    return clean


def make(kind, person, conduction="normal"):
    """Return one person's anatomy and a beat of theirs."""
    rng = np.random.default_rng(person)
    anatomy = draw_anatomy(rng, 75, conduction)
    return anatomy, BEAT_OF[kind](rng, anatomy)


def duration(waves, leads=("II", "V1", "V5")):
    """Return for how many ms the waves are above 5 % of their height in any lead."""
    voltages = np.abs(project(waves, leads, MILLISECONDS))
    seen = np.flatnonzero((voltages > 0.05 * voltages.max()).any(axis=1))
    return seen[-1] - seen[0]


class TestConfiguration:
    @pytest.mark.parametrize(
        "contradiction",
        [patient(S=0.3, V=0.3), patient(Q=0.1), patient(conduction="paced")],
    )
    def test_impossible_share(self, contradiction):
        with pytest.raises(InputError, match=r"^share \{.* (Lower|Change)"):
            simulate(contradiction, 1, 1)

    @pytest.mark.parametrize("other", ["one", "two"])
    def test_same_person_twice(self, tmp_path, other):
        databases = {name: SIMULATION | {"patients": {}} for name in ("one", "two")}
        databases["one"]["patients"] = {"a01": ECTOPIC}
        databases[other]["patients"] = databases[other]["patients"] | {"a02": ECTOPIC}
        message = rf"simulation\.one\.patients\.a01 and simulation\.{other}\.patients\.a02 are the"
        with pytest.raises(InputError, match=message):
            simulate_databases(tmp_path / "new", databases)
        assert not (tmp_path / "new").exists()
        seeded = databases["two"] | {"seed": 8, "patients": {"a02": ECTOPIC}}
        reject_equal_persons(
            {"one": databases["one"] | {"patients": {"a01": ECTOPIC}}, "two": seeded}
        )

    def test_length_leaves_heart_as_it_is(self):
        short, long = (simulate(patient(), minutes, 1) for minutes in (1, 2))
        beats = []
        for record in (short, long):
            samples, _ = beats_of(record)
            windows = [mlii(record)[s - 40 : s + 40] for s in samples[2:-2]]
            beats.append(np.median([w - np.median(w) for w in windows], axis=0))
        np.testing.assert_allclose(*beats, atol=0.05)

    def test_demonstration_has_what_it_needs(self, tmp_path):
        counts = {side: Counter() for side in ("train", "test", "paced")}
        for database, simulation in DEMO["simulation"].items():
            path = CONFIG.parent / DEMO["databases"][database]["records"]
            with path.open(newline="") as table:
                rows = csv.DictReader(table, delimiter="\t")
                side_of = {row["record"]: row["split"] for row in rows}
            assert side_of.keys() == simulation["patients"].keys()
            for name, settings in simulation["patients"].items():
                found = beats_of(simulate_patient(settings, simulation))[1]
                counts[side_of[name]].update(classify_symbols(found, CLASSES).tolist())
        # The least that a GAN of the demonstration trains on, with what is held out.
        assert counts["train"]["F"] >= 40
        for side in ("train", "test"):
            assert set(counts[side]) == {"N", "S", "V", "F"}
        everything = sum(counts.values(), Counter())
        part = {name: count / everything.total() for name, count in everything.items()}
        assert 0.65 < part["N"] < 0.85
        assert part["F"] == min(part.values()) < 0.05


class TestAnnotations:
    @pytest.mark.parametrize("conduction", CONDUCTIONS[:3])
    @pytest.mark.parametrize("person", [1, 2, 3])
    def test_lie_on_dominant_deflection(self, person, conduction):
        settings = patient(person, conduction, leads=("V1", "MLII"), S=0.1, V=0.1, F=0.05)
        record = simulate(settings, 2, 5)
        signal, clean = mlii(record), clean_samples(record)
        beats = [
            (sample, symbol)
            for sample, symbol in zip(*beats_of(record), strict=True)
            if clean[sample] and 100 < sample < len(signal) - 100
        ]
        assert len(beats) > 75
        for sample, symbol in beats:
            zero = np.median(signal[sample - 100 : sample + 100])
            height = np.abs(signal[sample - 40 : sample + 41] - zero)
            # A fusion may have two deflections of about one height.
            enough = 0.7 if symbol == "F" else 1.0
            assert height[35:46].max() >= enough * height.max()

    def test_rhythm_and_noise_are_annotated(self, ectopic, paced):
        assert ectopic.symbols[0] == paced.symbols[0] == "+"
        assert (ectopic.notes[0], paced.notes[0]) == ("(N\x00", "(P\x00")
        assert ectopic.symbols.count("~") >= 2
        assert ectopic.symbols.count("~") % 2 == 0
        assert np.all(np.diff(ectopic.samples) >= 0)

    def test_noise_is_where_it_is_annotated(self):
        record = simulate(patient(person=4), 5, 3)
        loud = ~clean_samples(record)
        assert 0 < np.count_nonzero(loud) < 0.2 * len(loud)
        for sample in beats_of(record)[0]:
            record.signal[max(sample - 90, 0) : sample + 150] = np.nan
        tenth = SAMPLING_RATE // 10
        change = np.abs(mlii(record)[tenth:] - mlii(record)[:-tenth])
        loud = loud[tenth:]
        assert np.nanmedian(change[loud]) > 2 * np.nanmedian(change[~loud])

    @pytest.mark.parametrize(
        ("conduction", "symbol"), list(zip(CONDUCTIONS[:3], "NLR", strict=True))
    )
    def test_conducted_symbol_names_conduction(self, conduction, symbol):
        _, symbols = beats_of(simulate(patient(conduction=conduction, V=0.1), 1, 1))
        assert set(symbols) == {symbol, "V"}

    def test_shares_are_those_of_configuration(self, ectopic, paced):
        for record, settings in ((ectopic, ECTOPIC), (paced, PACED)):
            classes = classify_symbols(beats_of(record)[1], CLASSES)
            for name, share in settings["share"].items():
                assert np.mean(classes == name) == pytest.approx(share, abs=0.02)


class TestRhythm:
    def test_mean_rate(self):
        samples, _ = beats_of(simulate(patient(), 5, 1))
        intervals = np.diff(samples) / SAMPLING_RATE
        assert intervals.mean() == pytest.approx(60 / 75, rel=0.01)
        assert 0.01 < intervals.std() / intervals.mean() < 0.05

    @pytest.mark.parametrize("kind", ["A", "J", "V"])
    def test_premature(self, ectopic, kind):
        samples, symbols = beats_of(ectopic)
        numbers = isolated(symbols, kind)
        assert len(numbers) >= 5
        for n in numbers:
            assert samples[n] - samples[n - 1] < 0.85 * (samples[n - 1] - samples[n - 2])

    def test_pause_is_full_after_ventricular_and_shorter_after_atrial(self, ectopic):
        samples, symbols = beats_of(ectopic)
        cycles = {}
        for kind in ("A", "V", "F", "N"):
            spans = [samples[n + 1] - samples[n - 1] for n in isolated(symbols, kind)]
            cycles[kind] = np.array(spans) / SAMPLING_RATE / (60 / 75)
        assert np.mean(cycles["V"]) == pytest.approx(2, abs=0.02)
        assert np.mean(cycles["A"]) < 1.85
        assert cycles["A"].max() < 1.99
        # Neither fusion nor normal beats disturb the rhythm.
        assert np.mean(cycles["F"]) == pytest.approx(2, abs=0.02)
        assert np.mean(cycles["N"]) == pytest.approx(2, abs=0.02)

    def test_fusion_is_on_time(self, ectopic):
        samples, symbols = beats_of(ectopic)
        for n in isolated(symbols, "F"):
            assert 0.85 < (samples[n] - samples[n - 1]) / (samples[n - 1] - samples[n - 2]) < 1.1

    def test_ventricular_beats_cluster(self, ectopic):
        _, symbols = beats_of(ectopic)
        text = "".join(symbols)
        assert "VNVNVNV" in text
        assert "NVVN" in text

    def test_pacemaker_fires_after_its_interval(self, paced):
        samples, symbols = beats_of(paced)
        before = np.diff(samples)[symbols[1:] == "/"] / SAMPLING_RATE
        np.testing.assert_allclose(before, 60 / 75, atol=2 / SAMPLING_RATE)
        own = np.diff(samples)[symbols[1:] == "N"] / SAMPLING_RATE
        assert own.max() < 60 / 75


@pytest.mark.parametrize("person", PERSONS)
class TestMorphology:
    def test_width(self, person):
        width = {kind: duration(make(kind, person)[1].qrs) for kind in "NAJVF/"}
        assert 60 < width["N"] < 115
        assert width["A"] == width["J"] == width["N"]
        assert 120 < width["V"] < 220
        assert 120 < width["/"] < 220
        assert width["N"] < width["F"]

    @pytest.mark.parametrize("conduction", CONDUCTIONS[1:3])
    def test_bundle_branch_block_is_wide(self, person, conduction):
        assert duration(make("N", person, conduction)[1].qrs) >= 120

    def test_left_bundle_branch_block(self, person):
        _, beat = make("N", person, "left_bundle_branch_block")
        qrs = project(beat.qrs, ["II", "V1"], MILLISECONDS).sum(axis=0)
        recovery = project(beat.recovery, ["II", "V1"], MILLISECONDS).sum(axis=0)
        assert qrs[0] > 0 > qrs[1]
        assert recovery[0] < 0 < recovery[1]

    def test_right_bundle_branch_block_has_second_r_in_v1(self, person):
        _, beat = make("N", person, "right_bundle_branch_block")
        v1 = project(beat.qrs, ["V1"], MILLISECONDS)[:, 0]
        trough = np.argmin(v1)
        assert v1[trough] < -0.1
        assert v1[:trough].max() > 0.03
        assert v1[trough:].max() > 0.3

    def test_ventricular_has_no_p_and_opposite_t(self, person):
        anatomy, beat = make("V", person)
        leads = ["II", "V1"]
        before = MILLISECONDS < -0.13
        assert np.abs(project(beat.waves(), leads, MILLISECONDS[before])).max() < 0.02
        sinus = project(anatomy.sinus.waves(), leads, MILLISECONDS[before])
        assert np.abs(sinus[:, 0]).max() > 0.05
        qrs, t = project(beat.waves(), leads, np.array([0.0, 0.28]))
        assert np.all(qrs * t < 0)

    def test_atrial_p_differs_and_qrs_does_not(self, person):
        anatomy, beat = make("A", person)
        usual, other = (project(p, ["II"], MILLISECONDS) for p in (anatomy.sinus.p, beat.p))
        assert np.abs(usual - other).max() > 0.05
        np.testing.assert_array_equal(beat.qrs, anatomy.sinus.qrs)

    def test_junctional_p_is_inverted_and_follows_qrs(self, person):
        _, beat = make("J", person)
        voltages = project(beat.p, ["II"], MILLISECONDS)[:, 0]
        assert MILLISECONDS[np.argmax(np.abs(voltages))] > 0.05
        assert voltages.min() < -0.02
        assert voltages.max() < 0.02

    @pytest.mark.parametrize(("kind", "foreign"), [("F", "ventricular"), ("f", "paced")])
    def test_fusion_lies_between(self, person, kind, foreign):
        anatomy, beat = make(kind, person)
        leads = ["II", "V1", "V5"]
        fused, sinus, other = (
            project(np.vstack([one.qrs, one.recovery]), leads, MILLISECONDS)
            for one in (beat, anatomy.sinus, getattr(anatomy, foreign))
        )
        apart = other - sinus
        assert np.linalg.norm(fused - sinus) < np.linalg.norm(apart)
        assert np.linalg.norm(fused - other) < np.linalg.norm(apart)
        assert 0.15 < np.vdot(fused - sinus, apart) / np.vdot(apart, apart) < 0.85

    def test_spike_precedes_paced_qrs(self, person):
        for kind in "/f":
            _, beat = make(kind, person)
            spike = np.abs(project(beat.spike, ["II"], MILLISECONDS))[:, 0]
            peak = MILLISECONDS[np.argmax(spike)]
            assert spike.max() > 0.3
            assert np.count_nonzero(spike > 0.5 * spike.max()) <= 5
            assert -0.16 < peak < -0.03
        assert make("/", person)[1].p.size == 0
        assert make("N", person, "paced")[1].spike.size == 0


def test_spike_is_in_the_signal(paced):
    samples, symbols = beats_of(paced)
    bends = np.abs(np.diff(mlii(paced), n=2))
    sharpest = {
        kind: np.median(
            [bends[s - 60 : s - 20].max() for s in samples[2:-2][symbols[2:-2] == kind]]
        )
        for kind in "/N"
    }
    assert sharpest["/"] > 4 * sharpest["N"]
