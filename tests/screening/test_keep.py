import numpy as np
import pytest
from classifier_settings import NETWORK
from evenbeat.balancing.training_set import real_training_set
from evenbeat.beats.synthetic import read_synthetic
from evenbeat.classifier.fit_network import fit_network
from evenbeat.classifier.network import save_classifier
from evenbeat.gan.generate import generate_beats
from evenbeat.io.json_files import write_json
from evenbeat.screening import discriminator, keep, label


@pytest.mark.parametrize("model", ["blog", "hinge", "transfer"])
def test_reality_is_what_the_discriminator_says(untrained, beats_of_patients, model):
    beats = generate_beats(untrained[model], 40, beats_of_patients)
    scores = discriminator.discriminator_scores(untrained[model], beats)
    assert scores.shape == (40,)
    assert ((scores >= 0) & (scores <= 1)).all()
    assert scores.std() > 0


def test_only_strangers_are_asked_for_the_class(monkeypatch):
    seen = {"fold0.h5": ["b"], "fold1.h5": ["a", "a"]}
    said = {0: [[0.9, 0.9], [0.2, 0.2]], 1: [[0.1, 0.1], [0.8, 0.8]]}
    monkeypatch.setattr(label, "read_beats", lambda path, _: {"patient": np.array(seen[path])})
    monkeypatch.setattr(label, "predict_class", lambda _, __, index, *___: np.array(said[index]))
    beats = {"patient": np.array(["a", "b"])}
    for index, expected in ((0, [0.9, 0.2]), (1, [0.1, 0.8])):
        found = label.predict_unseen_patients(
            ["m0.h5", "m1.h5"], list(seen), beats, index, 100, 360
        )
        assert found == pytest.approx(expected)


def test_classifiers_are_asked_for_the_class(tmp_path, beats_of_patients):
    classes = ["N", "S", "V"]
    training_set = real_training_set(beats_of_patients, classes)
    training = NETWORK | {"steps": 8, "batch": 8}
    paths = []
    for seed in (0, 1):
        model, _ = fit_network(training_set, classes, training, 100, 360, seed, report=str)
        paths.append(tmp_path / f"checker{seed}.h5")
        save_classifier(paths[-1], model)
    found = np.array([label.predict_class(paths, beats_of_patients, i, 100, 360) for i in range(3)])
    assert found.shape == (3, 2, 24)
    assert found.sum(axis=0) == pytest.approx(np.ones((2, 24)), abs=1e-5)


def test_the_first_that_reach_the_threshold_are_kept():
    scores = np.array([0.9, 0.1, 0.5, 0.7, 0.4])
    rows, summary = keep.keep_passing(scores, 0.5, 2)
    assert rows.tolist() == [0, 2]
    assert (summary["pool"], summary["wanted"], summary["kept"]) == (5, 2, 2)
    assert summary["score_quantiles"]["0.5"] == 0.5
    rows, summary = keep.keep_passing(scores, 0.5, 9)
    assert rows.tolist() == [0, 2, 3]
    assert summary["kept"] == 3
    assert keep.keep_passing(np.empty(0), 0.5, 10)[1] == {"pool": 0, "wanted": 10, "kept": 0}


def test_a_kept_beat_says_which_of_the_pool_it_is(untrained, beats_of_patients, tmp_path):
    pool = generate_beats(untrained["transfer"], 5, beats_of_patients)
    write_json(tmp_path / "counts.json", {"wanted": 2})
    paths = tmp_path / "screened_V.npy", tmp_path / "screen_V.json"
    scores = np.array([0.1, 0.9, 0.1, 0.5, 0.9])
    keep.write_screened(paths, pool, scores, 0.5, tmp_path / "counts.json")
    kept = read_synthetic(paths[0])
    assert kept["row"].tolist() == [1, 3]
    assert np.array_equal(kept["waveform"], pool["waveform"][kept["row"]])
