"""Numbers in captions, and in the page, are those that figures and tables are made with."""

import re

import pytest
from conftest import ROOT
from evenbeat import beat_map, explorer, gan_figures, gan_history, report_classifiers, strip
from evenbeat.statistics import LEVEL

FOLDER = ROOT / "workflow" / "report"
NUMBERS = {5: "five", 10: "ten"}


def read(name):
    return " ".join((FOLDER / name).read_text(encoding="utf-8").split())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("strip.rst", f"{NUMBERS[strip.SECONDS].title()} seconds of a test record"),
        ("training.rst", f"at most {gan_history.STRETCHES} stretches"),
        ("beats.rst", "their {}th to {}th percentile".format(*gan_figures.BAND)),
        ("curves.rst", f"moving average over {report_classifiers.SMOOTHED} steps"),
        ("map.rst", f"at most {beat_map.SHOWN} beats"),
        ("report.html.j2", f"GANs of at most {NUMBERS[explorer.SEEDS]} seeds"),
    ],
)
def test_a_caption_says_the_number_that_the_figure_is_made_with(name, said):
    assert said in read(name)


def test_intervals_are_called_what_they_are():
    """In captions, and in what the library writes into figures, tables and sentences."""
    sources = [*FOLDER.glob("*.rst"), FOLDER / "report.html.j2"]
    sources += (ROOT / "workflow" / "scripts" / "evenbeat").glob("*.py")
    level = re.compile(r"(\d+)%\s+interval|interval\w*\s+of\s+(\d+)%")
    found = [one for path in sources for one in level.findall(path.read_text(encoding="utf-8"))]
    assert len(found) > 10
    assert {one or other for one, other in found} == {f"{100 * LEVEL:.0f}"}
