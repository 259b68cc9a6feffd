"""Numbers in captions, and in the page, are those that figures and tables are made with."""

import re
from types import SimpleNamespace

import pytest
from conftest import ROOT
from evenbeat.evaluation.statistics import LEVEL
from evenbeat.figures import curves, ecg_strip, gan
from evenbeat.gan import history
from evenbeat.quality import projection
from evenbeat.report import explorer
from evenbeat.report.captions import render_captions

FOLDER = ROOT / "workflow" / "report"
NUMBERS = {5: "five", 10: "ten"}


def read(name):
    return " ".join((FOLDER / name).read_text(encoding="utf-8").split())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("strip.rst", f"{NUMBERS[ecg_strip.SECONDS].title()} seconds of a test record"),
        ("training.rst", f"at most {history.STRETCHES} stretches"),
        ("beats.rst", "their {}th to {}th percentile".format(*gan.BAND)),
        ("curves.rst", f"moving average over {curves.SMOOTHED} steps"),
        ("map.rst", f"At most {projection.SHOWN} beats"),
        ("report.html.j2", f"At most {NUMBERS[explorer.SEEDS]} seeds of each model"),
    ],
)
def test_a_caption_says_the_number_that_the_figure_is_made_with(name, said):
    assert said in read(name)


def test_intervals_are_called_what_they_are():
    """In captions, and in what the library writes into figures, tables and sentences."""
    sources = [*FOLDER.glob("*.rst"), FOLDER / "report.html.j2"]
    sources += (ROOT / "workflow" / "scripts" / "evenbeat").rglob("*.py")
    level = re.compile(r"(\d+)%\s+interval|interval\w*\s+of\s+(\d+)%")
    found = [one for path in sources for one in level.findall(path.read_text(encoding="utf-8"))]
    assert len(found) > 10
    assert {one or other for one, other in found} == {f"{100 * LEVEL:.0f}"}


def test_a_caption_is_rendered_as_snakemake_does(tmp_path):
    (tmp_path / "one.rst").write_text("Of {{ snakemake.wildcards.split }},\nin one line.\n")
    job = SimpleNamespace(wildcards=SimpleNamespace(split="interpatient"))
    captions = render_captions([tmp_path / "one.rst"], job)
    assert captions == {"one": "Of interpatient, in one line."}
