import re
from pathlib import Path

import numpy as np
import pytest
from evenbeat.figures.gan import draw_beat_pair, draw_gan_training, draw_learning
from evenbeat.figures.save import save_figures
from evenbeat.figures.style import NARROW, WIDE
from evenbeat.report.html import read_svg
from PIL import Image

TIMES = np.arange(-10, 20) / 0.36


@pytest.fixture
def history():
    return {
        "losses": np.arange(20.0).reshape(10, 2),
        "loss_columns": ["discriminator", "generator"],
        "loss_unit": "nat",
        "ends": {5: 4, 10: 10},
        "mmd2": {5: 0.3, 10: 0.1},
        "floor": -0.01,
        "chosen": 10,
    }


def test_training_marks_the_chosen_milestone(history):
    losses, mmd2 = draw_gan_training({0: history}).axes
    lines = {line.get_label(): line for line in losses.lines}
    assert lines["discriminator"].get_xdata().tolist() == list(range(1, 11))
    assert lines["generator"].get_ydata().tolist() == history["losses"][:, 1].tolist()
    assert lines["selected checkpoint"].get_xdata() == [10, 10]
    assert lines["checkpoints"].get_xdata().tolist() == [4, 10]
    marks = {line.get_label(): line for line in mmd2.lines}
    assert (marks["selected"].get_xdata(), marks["selected"].get_ydata()) == ([10], [0.1])
    assert marks["floor"].get_ydata() == [-0.01, -0.01]


def test_a_model_with_one_loss_has_one_line_of_it(history):
    one = history | {"losses": history["losses"][:, :1], "loss_columns": ["velocity"]}
    labels = [line.get_label() for line in draw_gan_training({0: one}).axes[0].lines]
    assert labels == ["velocity", "selected checkpoint", "checkpoints"]


def test_training_has_a_row_for_each_seed(history):
    labels = [axes.get_ylabel() for axes in draw_gan_training({0: history, 7: history}).axes]
    assert labels[::2] == ["seed 0\nloss (nat)", "seed 7\nloss (nat)"]


def test_beats_have_common_axes_median_and_units():
    rng = np.random.default_rng(0)
    real, synthetic = rng.normal(size=(40, 30)), rng.normal(size=(50, 30))
    figure = draw_beat_pair(
        {"real": (real[:12], real), "synthetic": (synthetic[:12], synthetic)}, TIMES, "unit"
    )
    left, right = figure.axes
    assert left.get_ylim() == right.get_ylim()
    assert len(left.lines) == 13
    np.testing.assert_allclose(right.lines[-1].get_ydata(), np.median(synthetic, axis=0))
    assert left.get_xlabel() == "time from the R peak (ms)"
    assert left.get_ylabel() == "amplitude\n(unit)"


@pytest.mark.parametrize("checkpoints", [1, 2, 5, 10])
def test_learning_has_a_panel_for_each_milestone(checkpoints):
    samples = {epoch: np.zeros((4, 30)) for epoch in range(1, checkpoints + 1)}
    titles = [axes.get_title() for axes in draw_learning(samples, 1, TIMES, "unit").axes]
    assert titles == ["epoch 1, selected"] + [
        f"epoch {epoch}" for epoch in range(2, checkpoints + 1)
    ]


def write(folder, figure, alt="alt", caption="caption", name="one"):
    files = {"svg": f"{name}.svg", "png": f"{name}.png", "narrow": f"{name}_narrow.svg"}
    paths = {f"{name}_{kind}": str(folder / "split" / file) for kind, file in files.items()}
    save_figures(paths, {name: (lambda width: figure, alt)}, {name: caption})
    return paths


def test_a_picture_has_the_same_bytes_each_time_and_no_date(history, tmp_path):
    written = []
    for folder in ("a", "b"):
        paths = write(tmp_path / folder, draw_gan_training({0: history})).values()
        written.append([Path(path).read_bytes() for path in paths])
    assert written[0] == written[1]
    assert b"date" not in written[0][0]


def test_a_narrow_figure_has_its_panels_one_under_another():
    shown = {name: (np.zeros((1, 30)),) * 2 for name in ("real", "synthetic")}
    wide, narrow = (draw_beat_pair(shown, TIMES, "mV", width) for width in (WIDE, NARROW))
    assert [len(figure.axes) for figure in (wide, narrow)] == [2, 2]
    assert narrow.get_figwidth() == NARROW
    columns = [{axes.get_subplotspec().colspan.start for axes in f.axes} for f in (wide, narrow)]
    assert columns == [{0, 1}, {0}]


def test_a_picture_carries_what_it_shows(history, tmp_path):
    paths = write(tmp_path, draw_gan_training({0: history}), 'say "<b>"', "below & so on")
    picture = read_svg(paths["one_svg"])
    assert picture["caption"] == "below & so on"
    assert picture["svg"].startswith('<svg role="img" aria-label="say &#34;&lt;b&gt;&#34;"')
    with Image.open(paths["one_png"]) as image:
        assert image.text == {"Title": 'say "<b>"', "Description": "below & so on"}


def test_a_picture_in_a_page_has_no_address_and_ids_of_its_own(history, tmp_path):
    element = read_svg(write(tmp_path, draw_gan_training({0: history}))["one_svg"])["svg"]
    assert "metadata" not in element
    assert "http" not in element
    ids = re.findall(r'\sid="([^"]*)"', element)
    assert ids
    assert all("split-one-" in one for one in ids)
    assert set(re.findall(r'href="#([^"]*)"', element)) <= set(ids)


def test_text_in_a_picture_is_escaped(tmp_path):
    figure = draw_beat_pair(
        {"a<b>": (np.zeros((1, 30)),) * 2, "b": (np.zeros((1, 30)),) * 2}, TIMES, "&"
    )
    element = read_svg(write(tmp_path, figure)["one_svg"])["svg"]
    assert "a&lt;b&gt;" in element
    assert "<b>" not in element
