import numpy as np
import pandas as pd
import pytest
from evenbeat.figures import (
    PALETTE,
    draw_beat_pair,
    draw_confusions,
    draw_curves,
    draw_gan_training,
    draw_learning,
    draw_scores,
    style_arms,
)
from evenbeat.page import to_svg

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
    assert len(style_arms([f"arm{number}" for number in range(20)])) == 20


def test_scores_show_each_seed_and_the_mean(by_seed):
    figure = draw_scores(by_seed, {"macro_f1": "macro-F1", "f1_N": "F1 N"}, style_arms(ARMS))
    first, second = figure.axes
    assert [tick.get_text() for tick in first.get_yticklabels()] == ARMS
    assert (first.get_title(), second.get_title()) == ("macro-F1", "F1 N")
    dots, mean = first.lines[:2]
    assert dots.get_xdata().tolist() == [0.4, 0.6]
    assert mean.get_xdata() == [pytest.approx(0.5)]


def test_scores_leave_out_arms_that_the_split_lacks(by_seed):
    figure = draw_scores(by_seed, {"macro_f1": "macro-F1"}, style_arms(["other", *ARMS]))
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


def test_svg_is_the_same_each_time_and_has_no_date_or_address(history):
    first, second = (to_svg(draw_gan_training({0: history}), "one", "alt") for _ in range(2))
    assert first == second
    assert "metadata" not in first
    assert "http" not in first
    assert first.startswith('<svg role="img" aria-label="alt"')


def test_svg_escapes_its_description_and_its_text():
    figure = draw_beat_pair(
        {"a<b>": (np.zeros((1, 30)),) * 2, "b": (np.zeros((1, 30)),) * 2}, TIMES, "&"
    )
    element = to_svg(figure, "one", 'say "<b>"')
    assert 'aria-label="say &#34;&lt;b&gt;&#34;"' in element
    assert "a&lt;b&gt;" in element
    assert "<b>" not in element
