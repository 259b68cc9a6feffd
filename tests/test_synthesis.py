import numpy as np
import pytest
from conftest import TRAINING_OF
from evenbeat import gan, synthesis
from evenbeat.milestones import write_milestone
from evenbeat.models import transfer


def milestone_of(folder, model, beats):
    """Write the untrained GAN of a model as the milestone of class V."""
    module = gan.find_model(model)
    data, scaling = module.prepare(beats, TRAINING_OF[model])
    built = module.build(data, TRAINING_OF[model], 0)
    if model == "transfer":
        networks = {
            name: transfer.fix_class(built.networks[name], "V")
            for name in ("generator", "discriminator")
        }
        built = gan.Gan(networks, {}, 0, built.templates, built.patients)
    path = folder / "gan_V_epoch1.h5"
    origin = {"split": "interpatient", "model": model, "seed": "0", "class": "V"}
    write_milestone(path, built, {"losses": np.zeros((1, 2))}, origin | scaling)
    return path


@pytest.fixture(scope="module")
def milestones(tmp_path_factory, beats_of_patients):
    return {
        model: milestone_of(tmp_path_factory.mktemp(model), model, beats_of_patients)
        for model in ("blog", "hinge", "transfer")
    }


def test_the_chosen_milestone_is_found_by_its_epoch():
    paths = ["gan_F_epoch5.h5", "gan_F_epoch10.h5", "gan_F_epoch15.h5"]
    assert synthesis.chosen_milestone(paths, {"trained": True, "chosen": 5}) == paths[0]
    assert synthesis.chosen_milestone(paths, {"trained": False, "reason": "few"}) is None


@pytest.mark.parametrize("model", ["blog", "hinge", "transfer"])
def test_beats_are_made_whole(milestones, beats_of_patients, model):
    beats = synthesis.synthesize(milestones[model], 40, beats_of_patients)
    assert beats["waveform"].shape == (40, 300)
    assert beats["rhythm"].shape == (40, 4)
    assert beats["waveform"].dtype == beats["rhythm"].dtype == np.float32
    fewer = synthesis.synthesize(milestones[model], 7, beats_of_patients)
    assert all(np.array_equal(beats[name][:7], fewer[name]) for name in beats)


def test_beats_come_at_the_scale_of_the_data(milestones, beats_of_patients):
    beats = synthesis.synthesize(milestones["blog"], 40, beats_of_patients)
    assert np.abs(beats["waveform"]).max() <= np.abs(beats_of_patients["waveform"]).max()


def test_a_generator_without_rhythm_borrows_that_of_real_beats(milestones, beats_of_patients):
    known = {row.tobytes() for row in beats_of_patients["rhythm"]}
    borrowed, own = (
        {row.tobytes() for row in synthesis.synthesize(path, 40, beats_of_patients)["rhythm"]}
        for path in (milestones["blog"], milestones["hinge"])
    )
    assert borrowed <= known
    assert not own & known


def test_only_transfer_says_whose_beats_they_are(milestones, beats_of_patients):
    patients = {
        model: set(synthesis.synthesize(path, 40, beats_of_patients)["patient"])
        for model, path in milestones.items()
    }
    assert patients == {"blog": {""}, "hinge": {""}, "transfer": {"a", "b", "c"}}


def test_without_a_gan_there_are_no_beats(beats_of_patients):
    none = synthesis.synthesize(None, 40, beats_of_patients)
    assert none["waveform"].shape == (0, 300)
    assert none["rhythm"].shape == (0, 4)
    assert none["patient"].tolist() == []
    rows, summary = synthesis.screen(None, none, 0.5, 10)
    assert len(rows) == 0
    assert summary == {"pool": 0, "wanted": 10, "kept": 0}


@pytest.mark.parametrize("model", ["blog", "hinge", "transfer"])
def test_the_screen_keeps_the_first_that_pass(milestones, beats_of_patients, model):
    beats = synthesis.synthesize(milestones[model], 40, beats_of_patients)
    every, summary = synthesis.screen(milestones[model], beats, 0.0, 15)
    assert every.tolist() == list(range(15))
    assert summary["pool"] == 40
    assert summary["wanted"] == summary["kept"] == 15
    median = summary["score_quantiles"]["0.5"]
    kept, summary = synthesis.screen(milestones[model], beats, median, 40)
    assert 10 <= len(kept) == summary["kept"] <= 30
    none, _ = synthesis.screen(milestones[model], beats, 1.0, 40)
    assert len(none) == 0
