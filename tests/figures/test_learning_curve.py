import pandas as pd
from evenbeat.figures.learning_curve import draw_learning_curve, make_learning_curve
from evenbeat.figures.style import NARROW, WIDE


def make_summary():
    rows = [
        (kind, bed, arm, patients, 3, 0.5 + 0.01 * patients, 0.02, 0.3, float("nan"))
        for kind in ("lda", "cnn")
        for bed in ("mitdb", "svdb")
        for arm in ("none", "smote")
        for patients in (4, 8)
    ]
    columns = ["kind", "test_bed", "arm", "patients", "draws"]
    measures = ["macro_f1_mean", "macro_f1_sd", "f1_S_mean", "f1_S_sd"]
    return pd.DataFrame(rows, columns=columns + measures)


def test_each_panel_has_a_line_for_each_arm():
    figure = draw_learning_curve(make_summary(), ["none", "smote"])
    assert len(figure.axes) == 8
    titles = [axes.get_title() for axes in figure.axes]
    assert titles[:4] == ["lda, mitdb"] * 2 + ["lda, svdb"] * 2
    for axes in figure.axes:
        assert [line.get_label() for line in axes.lines] == ["none", "smote"]
        assert axes.lines[0].get_xdata().tolist() == [4, 8]
    first = figure.axes[0].lines[0].get_ydata()
    assert first.tolist() == [0.54, 0.58]


def test_three_test_beds_fill_their_rows():
    beds = [make_summary().assign(test_bed=bed) for bed in "abc"]
    summary = pd.concat([one[one["kind"] == "lda"] for one in beds])
    for width in (WIDE, NARROW):
        assert len(draw_learning_curve(summary, ["none", "smote"], width).axes) == 6


def test_the_text_alternative_says_what_added_beats_are_worth():
    row = {"kind": "lda", "test_bed": "mitdb", "arm": "smote", "patients": 4, "draws": 3}
    row |= {"measure": "macro_f1", "gain": 0.01, "worth": 2.0, "low": 0.0, "high": float("inf")}
    pictures = make_learning_curve(make_summary(), pd.DataFrame([row]), ["none", "smote"])
    draw, alt = pictures["patients"]
    assert len(draw().axes) == 8
    assert alt.startswith("lda on mitdb, 4 training patients: of the arms that add")
    assert "0.010 higher than without added beats. Its beats are worth 2 more patients" in alt
