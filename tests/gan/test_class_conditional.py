import dataclasses

import h5py
import numpy as np
import pytest
from conftest import OF_ALL_CLASSES, TRAINING_OF
from evenbeat.gan.catalogue import MODELS, find_model
from evenbeat.gan.class_conditional import condition_on_class
from evenbeat.gan.generate import generate_beats
from evenbeat.gan.history import read_history
from evenbeat.gan.identity import GanId
from evenbeat.gan.keras_files import read_generator
from evenbeat.gan.training_stage import train_stage
from evenbeat.runtime.errors import InputError

PROVENANCE = {"sampling_rate": 360, "filter": "bandpass", "scaling": "per_record"}


def segment(path, previous, model, beats, epoch, epochs=1):
    beats = beats | {"held_out": np.zeros(24, dtype=bool)}
    del beats["sampling_rate"]
    training = TRAINING_OF[model] | {"steps_per_epoch": 3}
    shared = GanId("interpatient", model, 0, "all")
    train_stage(
        path, previous, shared, str(epoch), beats, PROVENANCE, training, epochs=epochs, sample=4
    )
    return path


@pytest.fixture(scope="module", params=OF_ALL_CLASSES)
def chain(request, tmp_path_factory, beats_of_patients):
    """Give the model, its checkpoints of two stages, and that of one stage as long as both."""
    folder, model = tmp_path_factory.mktemp(request.param), request.param
    first = segment(folder / "gan_all_epoch1.h5", None, model, beats_of_patients, 1)
    second = segment(folder / "gan_all_epoch2.h5", first, model, beats_of_patients, 2)
    (folder / "whole").mkdir()
    path = folder / "whole/gan_all_epoch2.h5"
    whole = segment(path, None, model, beats_of_patients, 2, epochs=2)
    return model, second, whole


def contents(path):
    found = {}
    with h5py.File(path) as file:
        file.visititems(
            lambda name, node: found.update({name: node[()]} if hasattr(node, "dtype") else {})
        )
    return found


def test_two_stages_give_the_bytes_of_one(chain):
    _, second, whole = chain
    first, again = contents(second), contents(whole)
    assert np.array_equal(first.pop("losses"), again.pop("losses")[3:])
    assert first.keys() == again.keys()
    assert all(np.array_equal(first[name], again[name]) for name in first)


def test_the_same_training_gives_the_same_file(chain, beats_of_patients, tmp_path):
    model, _, whole = chain
    path = segment(tmp_path / "gan_all_epoch2.h5", None, model, beats_of_patients, 2, epochs=2)
    assert path.read_bytes() == whole.read_bytes()


@pytest.fixture
def own(chain, tmp_path):
    model, shared, _ = chain
    path = tmp_path / "gan_V_epoch2.h5"
    condition_on_class(path, shared, GanId("interpatient", model, 0, "V"), "2", sample=4)
    return path


def test_the_checkpoint_of_a_class_has_what_its_model_has(chain, own):
    model = chain[0]
    assert {x.name for x in read_generator(own).inputs} == {"latent", "template"}
    with h5py.File(own) as file:
        assert ("discriminator" in file) == MODELS[model].has_discriminator
        assert file["losses"].shape == (3, len(find_model(model).LOSSES))
        assert file["sample"].shape == (4, 300)
        assert (file.attrs["class"], file.attrs["step"]) == ("V", 6)
    assert read_history([own])["loss_columns"] == list(find_model(model).LOSSES)


def test_beats_are_generated_from_it(own, beats_of_patients):
    made = generate_beats(own, 12, beats_of_patients)
    assert made["waveform"].shape == (12, 300)
    assert set(made["patient"]) <= {"a", "b", "c"}


def test_an_unknown_class_is_refused(chain, tmp_path):
    gan_id = dataclasses.replace(GanId("interpatient", chain[0], 0, "V"), cls="X")
    with pytest.raises(
        InputError, match="no class X in this model; expected a class that it was trained"
    ):
        condition_on_class(tmp_path / "a.h5", chain[1], gan_id, "2", sample=4)
    assert not (tmp_path / "a.h5").exists()
