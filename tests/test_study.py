import json

import numpy as np
import pytest
from evenbeat import quality_study, study, study_page
from evenbeat.errors import InputError
from evenbeat.record_table import KEYS, pair_columns
from evenbeat.statistics import macro_f1

CLASSES = ["N", "S"]
RECORDS = ["201", "213", "232"]
GAINS = {"none": 0.0, "smote": 0.05, "gan": 0.3, "gan_control": 0.02}
FOLD_SCORES = {"none": 0.5, "smote": 0.52, "gan": 0.6, "gan_control": 0.61}
STUDY = {
    "margins": {"smote": 0.03, "none": 0.02},
    "resamples": 300,
    "seed": 0,
    "without": ["232"],
}


def write_part(folder, name, rng):
    """Write an arm of 5 GANs with 2 classifiers each, which finds so many S of 40 in a record."""
    lines = [",".join(KEYS + pair_columns(CLASSES))]
    for seed in range(10):
        for record in RECORDS:
            found = rng.binomial(40, 0.4 + GAINS[name])
            lines.append(f"{seed // 2},{seed},{record},500,20,{40 - found},{found}")
    (folder / f"interpatient_{name}.csv").write_text("\n".join(lines) + "\n")
    arm = {"method": "gan", "model": "transfer"} if name.startswith("gan") else {"method": name}
    score = FOLD_SCORES[name]
    facts = study.gather_facts(
        {"split": "interpatient", "name": name},
        arm,
        CLASSES,
        {
            "macro_f1": [
                [score - 0.1, score - 0.1],
                [score - 0.01, score + 0.01],
            ]
        },
        [{"macro_average_precision": 0.5}] * 10,
        [{"added": {"N": 0, "S": 7}}] * 10,
    )
    (folder / f"interpatient_{name}.json").write_text(json.dumps(facts))


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("study")
    rng = np.random.default_rng(0)
    for name in GAINS:
        write_part(folder, name, rng)
    return study.read_parts(folder)["interpatient"]


def test_scores_are_those_of_the_confusions(parts):
    table = study.tabulate_scores(parts).set_index("arm")
    for name, part in parts.items():
        by_classifier = np.array([[macro_f1(c.sum(axis=0)) for c in gan] for gan in part.confusion])
        assert table.loc[name, "macro_f1"] == pytest.approx(by_classifier.mean())
        assert table.loc[name, "macro_f1_sd"] == pytest.approx(
            by_classifier.mean(axis=1).std(ddof=1)
        )
        assert table.loc[name, "sensitivity_N"] == pytest.approx(500 / 520)
        assert table.loc[name, "classifiers"] == 10
        assert table.loc[name, "fold_macro_f1"] == pytest.approx(FOLD_SCORES[name])
    assert part.facts["added"]["S"] == [7] * 10


def test_the_best_gan_is_that_of_the_folds_not_of_the_test_beats(parts):
    assert study.find_best_gan(parts) == "gan_control"
    assert parts["gan"].scores().mean() > parts["gan_control"].scores().mean()
    with pytest.raises(InputError, match="no part with a GAN"):
        study.find_best_gan({"none": parts["none"]})


def test_contrasts_are_corrected_for_their_number(parts):
    table = study.contrast_with(parts, "gan", ["smote", "none"], 300, 0)
    assert table["second"].tolist() == ["smote", "none"]
    assert (table["t_holm"] >= table["t"]).all()
    assert table["t_holm"].max() == pytest.approx(max(2 * table["t"].min(), table["t"].max()))
    expected = parts["gan"].scores().mean() - parts["none"].scores().mean()
    assert table["mean"].iloc[1] == pytest.approx(expected)


def test_a_record_can_be_left_out(parts):
    table = study.tabulate_without(parts, ["232"]).set_index("arm")
    kept = parts["gan"].confusion[:, :, :2].sum(axis=2)
    assert table.loc["gan", "232"] == pytest.approx(macro_f1(kept).mean())
    assert table.loc["gan", "none"] == pytest.approx(parts["gan"].scores().mean())


def test_each_record_has_its_share_found(parts):
    table = study.tabulate_found(parts).set_index(["record", "class"])
    assert table.loc[("201", "N"), "beats"] == 520
    assert table.loc[("201", "N"), "gan"] == pytest.approx(500 / 520)
    assert table.loc[("213", "S"), "none"] < table.loc[("213", "S"), "gan"]


def test_the_verdict_follows_from_margins_and_intervals(parts):
    good = study.contrast_with(parts, "gan", ["smote", "none"], 300, 0)
    assert study_page.judge(good, STUDY["margins"]).startswith("The GAN helps")
    tie = study.contrast_with(parts, "gan_control", ["smote", "none"], 300, 0)
    verdict = study_page.judge(tie, STUDY["margins"])
    assert verdict.startswith("The GAN does not help as was aimed at: not better than smote (by ")
    assert "none" in verdict
    nearly = study_page.judge(good, {"smote": 0.03, "none": 0.9})
    assert nearly.endswith(", 0.9 was the aim).")
    assert "smote" not in nearly


@pytest.fixture
def quality(tmp_path):
    """Give the summary of two models' quality, one of three GANs and one of one."""
    (tmp_path / "interpatient_hinge.csv").write_text(
        "seed,class,measure,value,floor\n"
        "0,S,dtw,1,2\n1,S,dtw,1.5,2\n2,S,dtw,7,3\n0,V,copied,,\n1,V,copied,,\n2,V,copied,,\n"
    )
    (tmp_path / "interpatient_wgan.csv").write_text(
        "seed,class,measure,value,floor\n0,S,dtw,9,2\n0,V,copied,0.125,0.25\n"
    )
    return quality_study.summarise_quality(quality_study.read_quality(tmp_path))


def test_the_page_has_medians_of_the_quality_of_beats(quality):
    table = study_page.set_side_by_side(quality)
    assert table.columns.tolist() == ["class", "measure", "hinge", "wgan"]
    missing = "\N{EN DASH}"
    assert table.to_numpy().tolist() == [
        ["S", "dtw", "1.500 (2.000)", "9.000 (2.000)"],
        ["V", "copied", f"{missing} ({missing})", "0.125 (0.250)"],
    ]
    assert quality["gans"].tolist() == [3, 3, 1, 1]


def test_a_study_without_measured_beats_has_no_such_table(tmp_path):
    empty = quality_study.summarise_quality(quality_study.read_quality(tmp_path))
    assert len(empty) == 0


def test_the_page_has_the_tables_and_sentences(parts, quality):
    tables = study.tabulate_all({"interpatient": parts}, STUDY) | {"quality": quality}
    page = study_page.write_page({"interpatient": parts}, tables, STUDY)
    scores = study.tabulate_scores(parts).set_index("arm")
    assert "\n## interpatient\n" in page
    assert "Best GAN arm on the folds of the training patients: gan_control." in page
    for arm in GAINS:
        row = next(line for line in page.splitlines() if line.startswith(f"| {arm} |"))
        assert f"| {scores.loc[arm, 'macro_f1']:.3f} |" in row
    assert "Macro-F1 without a record:" in page
    assert "| S | dtw | 1.500 (2.000) | 9.000 (2.000) |" in page
    assert "Macro-F1 with gan_control does not differ for certain from that with smote" in page


def test_all_splits_are_in_one_table(parts, quality):
    both = {"interpatient": parts, "intrapatient": parts}
    tables = study.tabulate_all(both, STUDY)
    assert list(tables) == ["scores", "contrasts", "records"]
    for table in tables.values():
        assert table["split"].unique().tolist() == ["interpatient", "intrapatient"]
    assert len(tables["scores"]) == 2 * len(GAINS)
    assert set(tables["contrasts"]["first"]) == {"gan_control"}
    page = study_page.write_page(both, tables | {"quality": quality}, STUDY)
    assert page.index("## interpatient") < page.index("## intrapatient")
