import numpy as np
from evenbeat.screening import distance


def test_copies_lie_below_one():
    rng = np.random.default_rng(0)
    training, held_out, new = rng.normal(size=(3, 200, 30))
    made = np.concatenate([new, training + rng.normal(0, 0.01, training.shape)])
    scores = distance.distance_scores(made, training, held_out)
    assert np.mean(scores[:200] >= 1) > 0.95
    assert (scores[200:] < 1).all()
