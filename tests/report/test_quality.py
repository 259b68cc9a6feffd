import pandas as pd
import pytest
from evenbeat.quality.measure import COPYING, RESEMBLANCE, USEFULNESS
from evenbeat.report.quality import MEASURES, draw_heat_map


def heat_map(**values):
    rows = [
        {"split": "a", "class": "F", "model": "blog", "measure": name, "value": one[0]}
        | {"floor": one[1], "gans": 2}
        for name, one in values.items()
    ]
    return draw_heat_map(pd.DataFrame(rows), "a")


@pytest.mark.parametrize(
    ("measure", "value", "floor", "text", "level"),
    [
        ("precision", 0.4, 0.8, "50%", 2),
        ("precision", 0.9, 0.8, "100%", 4),
        ("frechet", 20, 5, "25%", 1),
        ("frechet", 4, 5, "100%", 4),
        ("copied", 0.31, 0.01, "6%", 0),
        ("copied", 0.0, 0.01, "100%", 4),
        ("copied", 0.0, 0.0, "100%", 4),
        ("density", 3.0, 1.0, "33%", 1),
        ("dtw", 0.01, 0.5, "2%", 0),
        ("precision", 0.0, 0.0, "100%", 4),
        ("noise_high", 0.1, 0.4, "25%", 1),
        ("noise_high", 0.4, 0.1, "25%", 1),
        ("noise_high", 0.0, 0.0, "100%", 4),
        ("two_sample_auc", 0.95, 0.5, "10%", 0),
        ("coverage", 0.5, 0.0, "100%", 4),
    ],
)
def test_closeness_is_relative_to_real_beats(measure, value, floor, text, level):
    (row,) = heat_map(**{measure: (value, floor)})["rows"]
    assert row["cells"] == [{"text": text, "level": level}]


def test_the_worst_measure_comes_first_and_the_unmeasured_is_left_out():
    made = heat_map(precision=(0.5, 0.5), coverage=(0.1, 0.5), recall=(None, 0.5))
    assert [row["name"] for row in made["rows"]] == ["coverage", "precision"]
    assert made["columns"] == [("F", "blog")]


def test_every_measure_is_explained_but_the_one_that_chose_the_checkpoint():
    assert set(MEASURES) == {*RESEMBLANCE, *COPYING, *USEFULNESS} - {"mmd2"}
