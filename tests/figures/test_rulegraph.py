import json

from evenbeat.figures.rulegraph import arrange_rows, draw_rulegraph, make_rulegraph_figure

EDGES = [("train", "split"), ("score", "train"), ("score", "split"), ("train", "train")]
JOBS = {"score": 4, "train": 4, "split": 1}


def test_a_rule_stands_below_all_that_it_reads_from():
    edges = [edge for edge in EDGES if edge[0] != edge[1]]
    assert arrange_rows(edges, JOBS) == [["split"], ["train"], ["score"]]
    assert arrange_rows([], {"b": 1, "a": 1}) == [["a", "b"]]


def test_a_rule_stands_near_to_what_it_reads_from():
    edges = [("x", "c"), ("y", "a"), ("z", "b")]
    assert arrange_rows(edges, dict.fromkeys("abcxyz", 1))[1] == ["y", "z", "x"]


def test_rules_are_drawn_with_their_jobs():
    figure = draw_rulegraph(EDGES, JOBS)
    texts = [text.get_text() for text in figure.axes[0].texts if text.get_text()]
    assert sorted(texts) == ["score (4)", "split (1)", "train (4)"]
    assert len(figure.axes[0].texts) == 3 + 3  # an arrow is an annotation


def test_a_plan_that_was_not_written_is_said_to_be_missing(tmp_path):
    path = tmp_path / "plan.json"
    assert "not written down" in make_rulegraph_figure(path)["dag"][1]
    path.write_text(json.dumps({"jobs": JOBS, "edges": EDGES}))
    assert (
        make_rulegraph_figure(path)["dag"][1] == "Rules and their jobs: score 4, split 1, train 4."
    )
