"""The study's page: its tables, and all of it, whatever is missing."""

import dataclasses

import numpy as np
import pytest
from evenbeat.quality.summary import check_quality_aims, read_quality_folder, summarise_quality
from evenbeat.report import formatting
from evenbeat.runtime.errors import InputError
from evenbeat.study import markdown
from evenbeat.study import page as study_page
from evenbeat.study import tables as study_tables
from made_study import COMPARISON, GAINS, STUDY, make_parts, tabulate


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    return make_parts(tmp_path_factory.mktemp("study"))


@pytest.fixture(scope="module")
def quality(tmp_path_factory):
    """Give the quality of two models, one of three GANs and one of one."""
    folder = tmp_path_factory.mktemp("quality")
    (folder / "interpatient_hinge.csv").write_text(
        "seed,class,measure,value,floor\n"
        "0,S,dtw,1,2\n1,S,dtw,1.6,2\n2,S,dtw,7,3\n0,V,copied,,\n1,V,copied,,\n2,V,copied,,\n"
    )
    (folder / "interpatient_wgan.csv").write_text(
        "seed,class,measure,value,floor\n0,S,dtw,1,2\n0,V,dtw,1,2\n0,V,copied,0.375,0.25\n"
    )
    return read_quality_folder(folder)


def add_quality(tables, quality):
    return tables | {
        "quality": summarise_quality(quality),
        "quality_aims": check_quality_aims(quality, STUDY["quality"]),
    }


@pytest.fixture(scope="module")
def tables(parts, quality):
    return add_quality(tabulate(parts), quality)


def test_the_page_has_medians_of_the_quality_of_beats(quality):
    summary = summarise_quality(quality)
    table = markdown.set_side_by_side(summary)
    assert table.columns.tolist() == ["class", "measure", "hinge", "wgan"]
    missing = formatting.MISSING
    assert table.fillna("").to_numpy().tolist() == [
        ["S", "dtw", "1.600 (2.000)", "1.000 (2.000)"],
        ["V", "dtw", "", "1.000 (2.000)"],
        ["V", "copied", f"{missing} ({missing})", "0.375 (0.250)"],
    ]
    assert sorted(summary["gans"]) == [0, 1, 1, 1, 3]


def test_each_gans_beats_are_held_against_what_is_asked(quality):
    judged = check_quality_aims(quality, STUDY["quality"])
    table = markdown.spread_quality_aims(judged)
    assert table.fillna("").to_numpy().tolist() == [
        ["S", "dtw at least 0.8 of real beats'", "2 of 3: 1.600 (2.000)", "0 of 1: 1.000 (2.000)"],
        ["V", "copied no more than real beats'", "", "0 of 1: 0.375 (0.250)"],
    ]


def test_quality_that_is_not_measured_cannot_be_asked(quality):
    with pytest.raises(InputError, match=r"study\.quality: copies is not measured of beats; there"):
        check_quality_aims(quality, STUDY["quality"] | {"no_more": ["copies"]})


def test_a_study_without_measured_beats_has_no_such_table(parts, tmp_path):
    tables = add_quality(tabulate(parts), read_quality_folder(tmp_path))
    assert not len(tables["quality"])
    assert not len(tables["quality_aims"])
    assert "in their place" not in study_page.write_page(tables, STUDY, {})


def test_the_page_has_the_tables_and_sentences(tables):
    page = study_page.write_page(tables, STUDY, {"interpatient": list(GAINS)})
    assert "Not run yet" not in page
    scores = tables["scores"].set_index(["arm", "measure"])
    assert "\n## interpatient\n" in page
    assert "The best GAN arm on the folds of the training patients is `gan_control`, 0.010" in page
    for arm in GAINS:
        row = next(line for line in page.splitlines() if line.startswith(f"| {arm} |"))
        assert f"| {scores.loc[(arm, 'macro_f1'), 'mean']:.3f} |" in row
    assert "Macro-F1 without a record:" in page
    assert "| difference | all records | without 232 |" in page
    assert "| S | dtw | 1.600 (2.000) | 1.000 (2.000) |" in page
    row = scores.loc["gan", "sensitivity_S"]
    low, high = row["over_seeds_low"], row["over_seeds_high"]
    assert f"| {row['mean']:.3f} ({low:.3f} to {high:.3f}) |" in page


def test_all_splits_are_in_one_table(parts, quality):
    both = {"interpatient": parts, "intrapatient": parts}
    tables = study_tables.tabulate_all(both, STUDY, COMPARISON)
    assert set(tables) == {
        "arms",
        "scores",
        "contrasts",
        "committees",
        "committee_contrasts",
        "without",
        "contrasts_without",
        "records",
        "false_calls",
    }
    for table in tables.values():
        assert table["split"].unique().tolist() == ["interpatient", "intrapatient"]
    planned = {split: [*GAINS, "mixture"] for split in both}
    page = study_page.write_page(add_quality(tables, quality), STUDY, planned)
    assert "**Not run yet**, interpatient: mixture; intrapatient: mixture." in page
    assert page.index("## interpatient") < page.index("## intrapatient")


@pytest.mark.parametrize("names", [["gan"], ["gan", "smote"], ["none", "gan"]])
def test_a_page_can_be_made_of_few_parts(parts, quality, names):
    tables = study_tables.tabulate_all(
        {"interpatient": {name: parts[name] for name in names}}, STUDY, COMPARISON
    )
    page = study_page.write_page(add_quality(tables, quality), STUDY, {"interpatient": list(GAINS)})
    assert "**No verdict yet: parts are missing, or GANs. So far " in page
    assert "nan" not in page


def test_a_page_can_be_made_of_splits_with_different_parts(parts, quality):
    both = {"interpatient": {"gan": parts["gan"]}, "intrapatient": parts}
    tables = study_tables.tabulate_all(both, STUDY, COMPARISON | {"leave_out": []})
    page = study_page.write_page(add_quality(tables, quality), STUDY, {})
    assert "nan" not in page
    assert "without a record" not in page


def test_the_page_of_single_gans_makes_no_tests(parts, quality):
    single = {
        name: dataclasses.replace(
            part,
            confusion=part.confusion[:1],
            committees=part.committees[:1],
            facts=part.facts | {"macro_average_precision": np.full(2, 0.5)},
        )
        for name, part in parts.items()
    }
    page = study_page.write_page(add_quality(tabulate(single), quality), STUDY, {})
    assert "**No verdict yet: parts are missing, or GANs." in page
    assert "one GAN, so no test" in page
    assert "nan" not in page
