import shutil

import numpy as np
import pytest
from conftest import forged
from evenbeat.gan import generate
from evenbeat.gan.models import conditional
from evenbeat.runtime.errors import InputError


@pytest.mark.parametrize("model", ["blog", "hinge", "transfer"])
def test_beats_are_made_whole(untrained, beats_of_patients, model):
    beats = generate.generate_beats(untrained[model], 40, beats_of_patients)
    assert beats["waveform"].shape == beats["template"].shape == (40, 300)
    assert beats["rhythm"].shape == (40, 6)
    assert beats["waveform"].dtype == beats["rhythm"].dtype == np.float32
    fewer = generate.generate_beats(untrained[model], 7, beats_of_patients)
    assert all(np.array_equal(beats[name][:7], fewer[name]) for name in beats)


def test_beats_come_at_the_scale_of_the_data(untrained, beats_of_patients):
    beats = generate.generate_beats(untrained["blog"], 40, beats_of_patients)
    assert np.abs(beats["waveform"]).max() <= np.abs(beats_of_patients["waveform"]).max()


def test_what_a_generator_does_not_make_is_the_nearest_real_beats(untrained, beats_of_patients):
    made = {
        model: generate.generate_beats(path, 40, beats_of_patients)
        for model, path in untrained.items()
    }
    for model, borrowed in (("blog", ("template", "rhythm")), ("hinge", ("template",))):
        offsets = made[model]["waveform"][:, None] - beats_of_patients["waveform"][None]
        nearest = np.linalg.norm(offsets, axis=2).argmin(axis=1)
        for name in borrowed:
            assert np.array_equal(made[model][name], beats_of_patients[name][nearest])
    known = {row.tobytes() for row in beats_of_patients["rhythm"]}
    for model in ("hinge", "transfer"):
        assert not known & {row.tobytes() for row in made[model]["rhythm"]}


def test_a_beat_made_for_a_patient_has_that_patients_template(untrained, beats_of_patients):
    made = generate.generate_beats(untrained["transfer"], 40, beats_of_patients)
    of_patient = dict(zip(*conditional.find_templates(beats_of_patients), strict=True))
    for patient, template in zip(made["patient"], made["template"], strict=True):
        assert np.array_equal(template, of_patient[patient])


def test_only_transfer_says_whose_beats_they_are(untrained, beats_of_patients):
    patients = {
        model: set(generate.generate_beats(path, 40, beats_of_patients)["patient"])
        for model, path in untrained.items()
    }
    assert patients == {"blog": {""}, "hinge": {""}, "transfer": {"a", "b", "c"}}


def test_without_a_gan_there_are_no_beats(beats_of_patients):
    none = generate.generate_beats(None, 40, beats_of_patients)
    assert none["waveform"].shape == none["template"].shape == (0, 300)
    assert none["rhythm"].shape == (0, 6)
    assert none["patient"].tolist() == []


@pytest.mark.parametrize("name", ["scale", "class", "split", "model", "seed"])
def test_a_milestone_that_lacks_something_is_refused(untrained, beats_of_patients, tmp_path, name):
    path = shutil.copy(untrained["blog"], tmp_path / "gan_V_epoch1.h5")
    with forged(path) as file:
        del file.attrs[name]
    with pytest.raises(
        InputError, match=r"gan_V_epoch1\.h5 (does not hold|has no attribute).*Delete it"
    ):
        generate.generate_beats(path, 4, beats_of_patients)


def test_a_milestone_without_its_patients_is_refused(untrained, beats_of_patients, tmp_path):
    path = shutil.copy(untrained["transfer"], tmp_path / "gan_V_epoch1.h5")
    with forged(path) as file:
        del file["patients"]
    with pytest.raises(InputError, match=r"gan_V_epoch1\.h5 does not hold"):
        generate.generate_beats(path, 4, beats_of_patients)


def test_beats_that_are_not_finite_are_refused(untrained, beats_of_patients, tmp_path):
    path = shutil.copy(untrained["blog"], tmp_path / "gan_V_epoch1.h5")
    with forged(path) as file:
        file.attrs["scale"] = np.nan
    with pytest.raises(InputError, match=r"gan_V_epoch1\.h5 makes beats that are not finite"):
        generate.generate_beats(path, 4, beats_of_patients)


def test_beats_of_another_length_are_refused(untrained, beats_of_patients):
    shorter = beats_of_patients | {
        name: beats_of_patients[name][:, 1:] for name in ("waveform", "template")
    }
    with pytest.raises(
        InputError, match=r"wrong shape .*waveform: \(4, 300\); expected \(4, 299\)"
    ):
        generate.generate_beats(untrained["blog"], 4, shorter)
