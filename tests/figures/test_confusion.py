import numpy as np
import pytest
from evenbeat.figures.confusion import draw_confusions


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
