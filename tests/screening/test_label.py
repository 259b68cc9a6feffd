import numpy as np
import pytest
from evenbeat.gan.generate import generate_beats
from evenbeat.screening import discriminator, distance, label


def test_of_no_beats_nothing_is_said(beats_of_patients):
    none = generate_beats(None, 40, beats_of_patients)
    assert discriminator.discriminator_scores(None, none).shape == (0,)
    assert label.predict_class(["a.h5", "b.h5"], none, 0, 100, 360).shape == (2, 0)
    assert distance.distance_scores(none["waveform"], none["waveform"], none["waveform"]).shape == (
        0,
    )
    assert label.label_scores(np.empty((2, 0)), np.empty(0, str), [{"a"}, {"b"}]).shape == (0,)


def test_only_classifiers_that_do_not_know_the_patient_judge():
    probabilities = np.array([[0.1, 0.1, 0.1], [0.5, 0.5, 0.5], [0.9, 0.9, 0.9]])
    known = [{"b", "c"}, {"a", "c"}, {"a", "b"}]
    scores = label.label_scores(probabilities, np.array(["a", "b", ""]), known)
    assert scores == pytest.approx([0.1, 0.5, 0.5])


def test_a_patient_that_two_classifiers_do_not_know_has_both():
    scores = label.label_scores(np.array([[0.2], [0.6]]), np.array(["z"]), [{"a"}, {"b"}])
    assert scores == pytest.approx([0.4])
