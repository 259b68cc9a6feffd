import numpy as np
import pytest
from evenbeat.study import figures as study_figures
from made_study import GAINS, make_parts, tabulate


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    return make_parts(tmp_path_factory.mktemp("study"))


@pytest.fixture(scope="module")
def tables(parts):
    return tabulate(parts)


def test_differences_are_drawn_with_both_intervals(parts, tables):
    order = [*reversed(GAINS), "mixture"]
    figures = study_figures.draw_all({"interpatient": parts}, tables, order)
    assert list(figures) == ["differences_interpatient", "scores_interpatient"]
    panel = figures["differences_interpatient"][0].axes[0]
    shown = tables["contrasts"]
    shown = shown[(shown["second"] == "none") & (shown["measure"] == "macro_f1")]
    shown = shown.set_index("first").loc[[arm for arm in order if arm in set(shown["first"])]]
    assert [label.get_text() for label in panel.get_yticklabels()] == shown.index.tolist()
    records, seeds = panel.collections[:2]
    for lines, over in ((records, "over_records"), (seeds, "over_seeds")):
        drawn = np.array([line[:, 0] for line in lines.get_segments()])
        assert drawn == pytest.approx(shown[[f"{over}_low", f"{over}_high"]].to_numpy())
