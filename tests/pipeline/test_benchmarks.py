from evenbeat.pipeline.benchmarks import summarise_benchmarks

HEAD = "s\th:m:s\tmax_rss\n"


def test_costs_are_summed_by_rule(tmp_path):
    for name, line in {
        "train_gan/a.tsv": "10\t0:10\t500",
        "train_gan/b.tsv": "20\t0:20\t700",
        "segment_beats.tsv": "1\t0:01\t-",
    }.items():
        path = tmp_path / "benchmarks" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD + line + "\n")
    table = summarise_benchmarks(tmp_path).set_index("rule")
    assert list(table.index) == ["train_gan", "segment_beats"]
    assert table.loc["train_gan"].to_list() == [2, 30, 20, 700]
    assert table.loc["segment_beats", "jobs"] == 1


def test_a_run_that_measured_nothing_has_no_costs(tmp_path):
    assert summarise_benchmarks(tmp_path).empty
