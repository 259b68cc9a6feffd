import numpy as np
from evenbeat.screening import distance


def test_copies_lie_below_one():
    rng = np.random.default_rng(0)
    training, held_out, new = rng.normal(size=(3, 200, 30))
    made = np.concatenate([new, training + rng.normal(0, 0.01, training.shape)])
    scores = distance.distance_scores(made, training, held_out)
    assert np.mean(scores[:200] >= 1) > 0.95
    assert (scores[200:] < 1).all()


def test_only_exact_copies_lie_below_one_where_real_beats_repeat_exactly():
    training, other = np.zeros((50, 30)), np.full((1, 30), 0.01)
    scores = distance.distance_scores(np.concatenate([training[:1], other]), training, training)
    assert scores[0] < 1 <= scores[1] < np.inf
