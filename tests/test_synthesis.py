import numpy as np
import pytest
from evenbeat import synthesis
from evenbeat.segment import train_segment

IDENTITY = {"split": "interpatient", "model": "blog", "seed": "0", "cls": "F", "epoch": "1"}


@pytest.fixture(scope="module")
def milestone(tmp_path_factory, bumps, training):
    path = tmp_path_factory.mktemp("gan") / "gan_F_epoch1.h5"
    beats = {
        "waveform": 3 * bumps,
        "label": np.full(len(bumps), "F"),
        "held_out": np.zeros(len(bumps), dtype=bool),
    }
    provenance = {"sampling_rate": 360, "filter": "bandpass", "scaling": "per_record"}
    train_segment(path, None, beats, provenance, IDENTITY, training, 1, sample=2)
    return path


def test_the_chosen_milestone_is_found_by_its_epoch():
    paths = ["gan_F_epoch5.h5", "gan_F_epoch10.h5", "gan_F_epoch15.h5"]
    assert synthesis.chosen_milestone(paths, {"trained": True, "chosen": 5}) == paths[0]
    assert synthesis.chosen_milestone(paths, {"trained": False, "reason": "few"}) is None


def test_beats_come_at_the_scale_of_the_data(milestone):
    beats = synthesis.synthesize(milestone, 40, 300)
    assert beats.shape == (40, 300)
    assert beats.dtype == np.float32
    assert np.abs(beats).max() <= 3
    assert np.array_equal(beats[:7], synthesis.synthesize(milestone, 7, 300))


def test_without_a_gan_there_are_no_beats():
    assert synthesis.synthesize(None, 40, 300).shape == (0, 300)
    kept, summary = synthesis.screen(None, np.empty((0, 300)), 0.5, 10)
    assert len(kept) == 0
    assert summary == {"pool": 0, "wanted": 10, "kept": 0}


def test_the_screen_keeps_the_first_that_pass(milestone):
    beats = synthesis.synthesize(milestone, 40, 300)
    every, summary = synthesis.screen(milestone, beats, 0.0, 15)
    assert np.array_equal(every, beats[:15])
    assert summary["pool"] == 40
    assert summary["wanted"] == summary["kept"] == 15
    median = summary["score_quantiles"]["0.5"]
    kept, summary = synthesis.screen(milestone, beats, median, 40)
    assert 10 <= len(kept) == summary["kept"] <= 30
    assert {row.tobytes() for row in kept} <= {row.tobytes() for row in beats}
    none, _ = synthesis.screen(milestone, beats, 1.0, 40)
    assert len(none) == 0
