import numpy as np
import pandas as pd
import pytest
from evenbeat.figures.arms import draw_scores
from evenbeat.figures.style import style_arms
from evenbeat.gan.history import thin_out

ARMS = ["none", "smote", "gan"]


@pytest.fixture
def by_seed():
    return pd.DataFrame(
        {
            "arm": np.repeat(ARMS, 2),
            "seed": [0, 1] * 3,
            "macro_f1": [0.4, 0.6, 0.5, 0.5, 0.3, 0.4],
            "f1_N": [0.9, 0.8, 0.9, 0.9, 0.7, 0.8],
        }
    )


@pytest.fixture
def scores(by_seed):
    """Give each arm's mean with intervals 0.1 and 0.2 about it."""
    rows = []
    for measure in ("macro_f1", "f1_N"):
        for arm, mean in by_seed.groupby("arm", sort=False)[measure].mean().items():
            bounds = {
                f"{over}_{side}": mean + sign * width
                for over, width in (("over_seeds", 0.1), ("over_records", 0.2))
                for side, sign in (("low", -1), ("high", 1))
            }
            rows.append({"arm": arm, "measure": measure, "mean": mean} | bounds)
    return pd.DataFrame(rows)


def test_scores_show_each_seed_the_mean_and_both_intervals(by_seed, scores):
    figure = draw_scores(
        by_seed, {"macro_f1": "macro-F1", "f1_N": "F1 N"}, style_arms(ARMS), scores
    )
    first, second = figure.axes
    assert [tick.get_text() for tick in first.get_yticklabels()] == ARMS
    assert (first.get_title(), second.get_title()) == ("macro-F1", "F1 N")
    assert first.lines[0].get_xdata().tolist() == [0.4, 0.6]
    over_records, over_seeds, means = first.collections
    assert means.get_offsets()[:, 0].tolist() == pytest.approx([0.5, 0.5, 0.35])
    assert over_seeds.get_segments()[0][:, 0].tolist() == pytest.approx([0.4, 0.6])
    assert over_records.get_segments()[2][:, 0].tolist() == pytest.approx([0.15, 0.55])


def test_narrow_scores_have_few_panels_side_by_side(by_seed, scores):
    panels = {"macro_f1": "macro-F1", "f1_N": "F1 N"}
    figure = draw_scores(by_seed, panels, style_arms(ARMS), scores, width=1.5)
    assert [axes.get_subplotspec().rowspan.start for axes in figure.axes] == [0, 1]
    assert all([tick.get_text() for tick in axes.get_yticklabels()] == ARMS for axes in figure.axes)


def test_scores_leave_out_arms_that_the_split_lacks(by_seed, scores):
    figure = draw_scores(by_seed, {"macro_f1": "macro-F1"}, style_arms(["other", *ARMS]), scores)
    assert [tick.get_text() for tick in figure.axes[0].get_yticklabels()] == ARMS


def test_many_losses_are_averaged_over_stretches():
    losses = np.arange(900.0).reshape(450, 2)
    steps, means = thin_out(losses)
    assert steps[:2].tolist() == [2, 5]
    assert means[0].tolist() == losses[:3].mean(axis=0).tolist()
    assert len(steps) == len(means) == 150
