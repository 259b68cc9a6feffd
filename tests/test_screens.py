import numpy as np
import pytest
from evenbeat import judges, screens
from evenbeat.balance import real_training_set
from evenbeat.classifier import build_classifier, save_classifier, train_classifier
from evenbeat.synthesis import synthesize


@pytest.mark.parametrize("model", ["blog", "hinge", "transfer"])
def test_reality_is_what_the_discriminator_says(untrained, beats_of_patients, model):
    beats = synthesize(untrained[model], 40, beats_of_patients)
    scores = judges.judge_reality(untrained[model], beats)
    assert scores.shape == (40,)
    assert ((scores >= 0) & (scores <= 1)).all()
    assert scores.std() > 0


def test_of_no_beats_nothing_is_said(beats_of_patients):
    none = synthesize(None, 40, beats_of_patients)
    assert judges.judge_reality(None, none).shape == (0,)
    assert judges.ask_classifiers(["a.h5", "b.h5"], none, 0).shape == (2, 0)
    assert screens.judge_distance(none["waveform"], none["waveform"], none["waveform"]).shape == (
        0,
    )
    assert screens.judge_label(np.empty((2, 0)), np.empty(0, str), [{"a"}, {"b"}]).shape == (0,)


def test_only_classifiers_that_do_not_know_the_patient_judge():
    probabilities = np.array([[0.1, 0.1, 0.1], [0.5, 0.5, 0.5], [0.9, 0.9, 0.9]])
    known = [{"b", "c"}, {"a", "c"}, {"a", "b"}]
    scores = screens.judge_label(probabilities, np.array(["a", "b", ""]), known)
    assert scores == pytest.approx([0.1, 0.5, 0.5])


def test_only_strangers_are_asked_for_the_class(monkeypatch):
    seen = {"fold0.h5": ["b"], "fold1.h5": ["a", "a"]}
    said = {0: [[0.9, 0.9], [0.2, 0.2]], 1: [[0.1, 0.1], [0.8, 0.8]]}
    monkeypatch.setattr(judges, "read_beats", lambda path, _: {"patient": np.array(seen[path])})
    monkeypatch.setattr(judges, "ask_classifiers", lambda _, __, index: np.array(said[index]))
    beats = {"patient": np.array(["a", "b"])}
    for index, expected in ((0, [0.9, 0.2]), (1, [0.1, 0.8])):
        found = judges.ask_strangers(["m0.h5", "m1.h5"], list(seen), beats, index)
        assert found == pytest.approx(expected)


def test_a_patient_that_two_classifiers_do_not_know_has_both():
    scores = screens.judge_label(np.array([[0.2], [0.6]]), np.array(["z"]), [{"a"}, {"b"}])
    assert scores == pytest.approx([0.4])


def test_classifiers_are_asked_for_the_class(tmp_path, beats_of_patients):
    classes = ["N", "S", "V"]
    training_set = real_training_set(beats_of_patients, classes)
    training = {"steps": 8, "batch": 8, "learning_rate": 0.002, "gain_jitter": 0}
    paths = []
    for seed in (0, 1):
        model = build_classifier(300, 4, 3, seed)
        train_classifier(model, training_set, training, seed, lambda line: None)
        paths.append(tmp_path / f"checker{seed}.h5")
        save_classifier(paths[-1], model)
    found = np.array([judges.ask_classifiers(paths, beats_of_patients, i) for i in range(3)])
    assert found.shape == (3, 2, 24)
    assert found.sum(axis=0) == pytest.approx(np.ones((2, 24)), abs=1e-5)


def test_copies_lie_below_one():
    rng = np.random.default_rng(0)
    training, held_out, new = rng.normal(size=(3, 200, 30))
    made = np.concatenate([new, training + rng.normal(0, 0.01, training.shape)])
    scores = screens.judge_distance(made, training, held_out)
    assert np.mean(scores[:200] >= 1) > 0.95
    assert (scores[200:] < 1).all()


def test_the_first_that_reach_the_threshold_are_kept():
    scores = np.array([0.9, 0.1, 0.5, 0.7, 0.4])
    rows, summary = screens.keep_best(scores, 0.5, 2)
    assert rows.tolist() == [0, 2]
    assert (summary["pool"], summary["wanted"], summary["kept"]) == (5, 2, 2)
    assert summary["score_quantiles"]["0.5"] == 0.5
    rows, summary = screens.keep_best(scores, 0.5, 9)
    assert rows.tolist() == [0, 2, 3]
    assert summary["kept"] == 3
    assert screens.keep_best(np.empty(0), 0.5, 10)[1] == {"pool": 0, "wanted": 10, "kept": 0}


def test_a_control_has_as_many_beats_drawn_at_random():
    rows = screens.draw_control(100, 30, seed=0)
    assert len(set(rows.tolist())) == 30
    assert rows.tolist() == sorted(rows)
    assert rows.max() < 100
    assert rows.tolist() == screens.draw_control(100, 30, seed=0).tolist()
    assert rows.tolist() != screens.draw_control(100, 30, seed=1).tolist()


def test_what_lies_near_the_boundary_is_what_is_not_recognised():
    both = screens.judge_both_ways(np.array([0.9, 0.2]))
    assert both["label"].tolist() == [0.9, 0.2]
    assert both["boundary"] == pytest.approx([0.1, 0.8])
