import re
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from evenbeat.errors import InputError
from evenbeat.figures import (
    PALETTE,
    draw_confusions,
    draw_curves,
    draw_notice,
    draw_scores,
    style_arms,
)
from evenbeat.gan_figures import draw_beat_pair, draw_gan_training, draw_learning
from evenbeat.gan_history import thin_out
from evenbeat.page import read_picture, render_captions, write_pictures
from PIL import Image

ARMS = ["none", "smote", "gan"]
TIMES = np.arange(-10, 20) / 0.36


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
def history():
    return {
        "losses": np.arange(20.0).reshape(10, 2),
        "loss_unit": "nat",
        "ends": {5: 4, 10: 10},
        "mmd2": {5: 0.3, 10: 0.1},
        "floor": -0.01,
        "chosen": 10,
    }


def test_arms_keep_a_colour_and_a_line_of_their_own():
    styles = style_arms([f"arm{number}" for number in range(8)])
    assert len({style["color"] for style in styles.values()}) == 8
    assert len({str(style["linestyle"]) for style in styles.values()}) == 8
    assert style_arms(ARMS)["smote"]["color"] == PALETTE[1]


def test_more_arms_than_colours_are_drawn():
    styles = style_arms([f"arm{number}" for number in range(20)]).values()
    assert len({(style["color"], str(style["linestyle"])) for style in styles}) == 20


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


def test_scores_leave_out_arms_that_the_split_lacks(by_seed, scores):
    figure = draw_scores(by_seed, {"macro_f1": "macro-F1"}, style_arms(["other", *ARMS]), scores)
    assert [tick.get_text() for tick in figure.axes[0].get_yticklabels()] == ARMS


def test_confusions_show_share_and_count():
    counts = np.array([[3, 1], [0, 0]])
    figure = draw_confusions({"none": counts, "gan": counts}, ["N", "S"])
    texts = [text.get_text() for text in figure.axes[0].texts]
    assert texts == ["0.75\n3", "0.25\n1", "0.00\n0", "0.00\n0"]
    assert figure.axes[0].get_ylabel() == "annotated class"


@pytest.mark.parametrize("arms", [1, 2, 4, 7])
def test_confusions_have_a_panel_for_each_arm(arms):
    confusions = {f"arm{number}": np.eye(2, dtype=int) for number in range(arms)}
    titles = [axes.get_title() for axes in draw_confusions(confusions, ["N", "S"]).axes]
    assert titles == [*confusions, ""]  # the last is the colour bar


def test_training_marks_the_chosen_milestone(history):
    losses, mmd2 = draw_gan_training({0: history}).axes
    lines = {line.get_label(): line for line in losses.lines}
    assert lines["discriminator"].get_xdata().tolist() == list(range(1, 11))
    assert lines["generator"].get_ydata().tolist() == history["losses"][:, 1].tolist()
    assert lines["chosen milestone"].get_xdata() == [10, 10]
    assert lines["milestones"].get_xdata().tolist() == [4, 10]
    marks = {line.get_label(): line for line in mmd2.lines}
    assert (marks["chosen"].get_xdata(), marks["chosen"].get_ydata()) == ([10], [0.1])
    assert marks["floor"].get_ydata() == [-0.01, -0.01]


def test_many_losses_are_averaged_over_stretches():
    losses = np.arange(900.0).reshape(450, 2)
    steps, means = thin_out(losses)
    assert steps[:2].tolist() == [2, 5]
    assert means[0].tolist() == losses[:3].mean(axis=0).tolist()
    assert len(steps) == len(means) == 150


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


@pytest.mark.parametrize("milestones", [1, 2, 5, 10])
def test_learning_has_a_panel_for_each_milestone(milestones):
    samples = {epoch: np.zeros((4, 30)) for epoch in range(1, milestones + 1)}
    titles = [axes.get_title() for axes in draw_learning(samples, 1, TIMES, "unit").axes]
    assert titles == ["epoch 1, chosen"] + [f"epoch {epoch}" for epoch in range(2, milestones + 1)]


def test_curves_carry_the_arms_names():
    curve = pd.DataFrame({"step": [0, 1], "loss": [1.0, 0.5], "accuracy": [0.5, 0.75]})
    figure = draw_curves({"none": curve, "gan": curve}, style_arms(ARMS))
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["none", "gan"]
    assert figure.axes[1].lines[0].get_ydata().tolist() == [0.5, 0.75]


def write(folder, figure, alt="alt", caption="caption", name="one"):
    paths = {f"{name}_{kind}": str(folder / "split" / f"{name}.{kind}") for kind in ("svg", "png")}
    write_pictures(paths, {name: (figure, alt)}, {name: caption})
    return paths


def test_a_picture_has_the_same_bytes_each_time_and_no_date(history, tmp_path):
    written = []
    for folder in ("a", "b"):
        paths = write(tmp_path / folder, draw_gan_training({0: history})).values()
        written.append([Path(path).read_bytes() for path in paths])
    assert written[0] == written[1]
    assert b"date" not in written[0][0]


def test_a_picture_carries_what_it_shows(history, tmp_path):
    paths = write(tmp_path, draw_gan_training({0: history}), 'say "<b>"', "below & so on")
    picture = read_picture(paths["one_svg"])
    assert picture["caption"] == "below & so on"
    assert picture["svg"].startswith('<svg role="img" aria-label="say &#34;&lt;b&gt;&#34;"')
    with Image.open(paths["one_png"]) as image:
        assert image.text == {"Title": 'say "<b>"', "Description": "below & so on"}


def test_a_picture_in_a_page_has_no_address_and_ids_of_its_own(history, tmp_path):
    element = read_picture(write(tmp_path, draw_gan_training({0: history}))["one_svg"])["svg"]
    assert "metadata" not in element
    assert "http" not in element
    ids = re.findall(r'\sid="([^"]*)"', element)
    assert ids
    assert all(one.startswith("split-one-") for one in ids)
    assert set(re.findall(r'href="#([^"]*)"', element)) <= set(ids)


def test_a_picture_in_a_page_has_its_colours(history, tmp_path):
    element = read_picture(write(tmp_path, draw_gan_training({0: history}))["one_svg"])["svg"]
    assert "stroke: currentColor" in element
    assert "fill: var(--paper)" in element
    assert "#000000" not in element
    assert PALETTE[4].lower() in element


def test_text_in_a_picture_is_escaped(tmp_path):
    figure = draw_beat_pair(
        {"a<b>": (np.zeros((1, 30)),) * 2, "b": (np.zeros((1, 30)),) * 2}, TIMES, "&"
    )
    element = read_picture(write(tmp_path, figure)["one_svg"])["svg"]
    assert "a&lt;b&gt;" in element
    assert "<b>" not in element


@pytest.mark.parametrize("text", ["", "<svg/>", '<svg xmlns="http://www.w3.org/2000/svg"/>'])
def test_what_is_no_picture_is_refused(tmp_path, text):
    (tmp_path / "one.svg").write_text(text)
    with pytest.raises(InputError, match=r"one\.svg is no picture"):
        read_picture(tmp_path / "one.svg")


def test_a_caption_is_rendered_as_snakemake_does(tmp_path):
    (tmp_path / "one.rst").write_text("Of {{ snakemake.wildcards.split }},\nin one line.\n")
    job = SimpleNamespace(wildcards=SimpleNamespace(split="interpatient"))
    captions = render_captions([tmp_path / "one.rst"], job)
    assert captions == {"one": "Of interpatient, in one line."}


def test_a_notice_is_a_picture(tmp_path):
    assert "no GAN" in read_picture(write(tmp_path, draw_notice("no GAN"))["one_svg"])["svg"]
