import numpy as np
import pandas as pd
import pytest
from evenbeat.figures.curves import draw_curves
from evenbeat.figures.gan import draw_gan_training
from evenbeat.figures.save import save_figures
from evenbeat.figures.style import PALETTE, draw_notice, style_arms
from evenbeat.report.html import read_svg

ARMS = ["none", "smote", "gan"]


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


def test_arms_keep_a_colour_and_a_line_of_their_own():
    styles = style_arms([f"arm{number}" for number in range(8)])
    assert len({style["color"] for style in styles.values()}) == 8
    assert len({str(style["linestyle"]) for style in styles.values()}) == 8
    assert style_arms(ARMS)["smote"]["color"] == PALETTE[1]


def test_more_arms_than_colours_are_drawn():
    styles = style_arms([f"arm{number}" for number in range(20)]).values()
    assert len({(style["color"], str(style["linestyle"])) for style in styles}) == 20


def test_curves_carry_the_arms_names():
    curve = pd.DataFrame({"step": [0, 1], "loss": [1.0, 0.5], "accuracy": [0.5, 0.75]})
    figure = draw_curves({"none": curve, "gan": curve}, style_arms(ARMS))
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["none", "gan"]
    assert figure.axes[1].lines[0].get_ydata().tolist() == [0.5, 0.75]


def write(folder, figure, alt="alt", caption="caption", name="one"):
    files = {"svg": f"{name}.svg", "narrow": f"{name}_narrow.svg"}
    paths = {f"{name}_{kind}": str(folder / "split" / file) for kind, file in files.items()}
    save_figures(paths, {name: (lambda width: figure, alt)}, {name: caption})
    return paths


def test_a_picture_in_a_page_has_its_colours(history, tmp_path):
    element = read_svg(write(tmp_path, draw_gan_training({0: history}))["one_svg"])["svg"]
    assert "stroke: currentColor" in element
    assert "fill: var(--paper)" in element
    assert "#000000" not in element
    assert PALETTE[4].lower() in element


def test_a_notice_is_a_picture(tmp_path):
    assert "no GAN" in read_svg(write(tmp_path, draw_notice("no GAN"))["one_svg"])["svg"]
