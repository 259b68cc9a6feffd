import numpy as np
import pandas as pd
import pytest
from evenbeat.figures.quality import draw_map, draw_quality
from evenbeat.quality.projection import SHOWN, map_beats


def table(rng, number, shift):
    return {
        "waveform": rng.normal(shift, 1, (number, 5)),
        "template": np.zeros((number, 5)),
        "rhythm": np.zeros((number, 6)),
    }


@pytest.fixture
def beats():
    rng = np.random.default_rng(0)
    normal, rare = table(rng, 900, 0), table(rng, 40, 8)
    both = {name: np.concatenate([normal[name], rare[name]]) for name in normal}
    return both | {"label": np.repeat(["N", "V"], [900, 40])}


@pytest.fixture
def synthetic():
    rng = np.random.default_rng(1)
    return {("blog", "V"): table(rng, 500, 8), ("blog", "F"): table(rng, 0, 0)}


def embed(columns):
    return columns["waveform"] * 2


def test_synthetic_beats_lie_among_those_that_they_are_like(beats, synthetic):
    shown = map_beats(beats, synthetic, embed, 0)
    middle = shown.groupby(["kind", "class"])[["x", "y"]].mean()
    made, real, other = (
        middle.loc[key].to_numpy()
        for key in (("synthetic", "V"), ("training", "V"), ("training", "N"))
    )
    assert np.linalg.norm(made - real) < 0.2 * np.linalg.norm(made - other)


def test_no_class_has_more_beats_than_can_be_seen(beats, synthetic):
    shown = map_beats(beats, synthetic, embed, 0)
    assert shown.groupby(["kind", "class"]).size().to_dict() == {
        ("synthetic", "V"): SHOWN,
        ("training", "N"): SHOWN,
        ("training", "V"): 40,
    }


def test_the_plane_is_that_of_training_beats(beats, synthetic):
    """Other synthetic beats move no training beat."""
    alone = map_beats(beats, {}, embed, 0)
    beside = map_beats(beats, synthetic, embed, 0).iloc[: len(alone)]
    assert beside[["x", "y"]].to_numpy() == pytest.approx(alone[["x", "y"]].to_numpy())


def test_a_map_has_a_panel_for_each_class_and_model(beats, synthetic):
    shown = map_beats(beats, synthetic, embed, 0)
    assert [axes.get_title() for axes in draw_map(shown).axes] == ["class V, blog"]
    others, own, made = draw_map(shown).axes[0].lines
    assert len(own.get_xdata()) == 40
    assert len(made.get_xdata()) == SHOWN
    assert len(others.get_xdata()) == SHOWN + 40


def test_a_map_without_synthetic_beats_says_so(beats):
    assert draw_map(map_beats(beats, {}, embed, 0)).axes == []


def test_quality_is_drawn_beside_its_floor():
    quality = pd.DataFrame(
        {
            "class": ["S", "S"],
            "model": "blog",
            "measure": "precision",
            "value": [0.5, 0.7],
            "floor": [0.9, 1.0],
        }
    )
    axes = draw_quality(quality).axes[0]
    assert [tick.get_text() for tick in axes.get_yticklabels()] == ["S, blog"]
    dots, bar = axes.lines
    assert dots.get_xdata().tolist() == [0.5, 0.7]
    assert bar.get_xdata() == [pytest.approx(0.95)]
    assert draw_quality(quality[:0]).axes == []
