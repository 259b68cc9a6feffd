import json
import re
import shutil
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import forged
from evenbeat.figures.curves import smooth
from evenbeat.report.gans import describe_missing, name_empty_figures
from evenbeat.report.page import write_report
from report_artifacts import (
    ARMS,
    CLASSES,
    HOSTILE,
    KINDS,
    REASON,
    RECORDS,
    Size,
    configuration,
    make_artifacts,
)
from report_page import Page


@pytest.fixture(scope="module")
def inputs(small_report):
    return small_report[1]


def render(path, inputs, config):
    write_report(path, inputs, config)
    return Page(Path(path).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def page(small_report):
    return Page(small_report[0].read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def simulated_page(inputs, tmp_path_factory):
    folder = tmp_path_factory.mktemp("page")
    shutil.copy(inputs["beats"][0], folder / "beats.h5")
    with forged(folder / "beats.h5") as file:
        file.attrs["simulated"] = True
    simulated = inputs | {"beats": [str(folder / "beats.h5")]}
    return render(folder / "report.html", simulated, configuration(url=HOSTILE))


def read_metrics(inputs, split, kind, arm):
    files = [path for path in inputs["metrics"] if f"/{split}/classifier/{kind}/{arm}/" in path]
    assert len(files) == 4
    return [json.loads(Path(path).read_text()) for path in files]


EACH_KIND = pytest.mark.parametrize(("split", "kind"), list(product(CLASSES, KINDS)))


@EACH_KIND
def test_comparison_shows_the_numbers_of_the_metrics_files(page, inputs, split, kind):
    header, rows = page.table(f"{split}, {kind}, macro-F1 of N S. Mean and standard deviation")
    assert header[4:6] == ["accuracy", "sensitivity of N"]
    assert list(rows) == list(ARMS)
    for arm, cells in rows.items():
        metrics = read_metrics(inputs, split, kind, arm)
        scores = [one["macro_f1"] for one in metrics]
        assert cells[0] == f"{np.mean(scores):.3f} ± {np.std(scores, ddof=1):.3f}"
        assert scores == [
            pytest.approx(np.mean([one["per_class"][cls]["f1"] for cls in "NS"])) for one in metrics
        ]
        assert cells[3].startswith(f"{np.mean([one['accuracy'] for one in metrics]):.3f} (")
        found = np.mean([one["per_class"]["N"]["sensitivity"] for one in metrics])
        assert cells[4].startswith(f"{found:.3f} (")
        assert cells[5] == f"{np.mean([one['macro_average_precision'] for one in metrics]):.3f}"
        assert cells[6] == "4"


@pytest.mark.parametrize("split", CLASSES)
def test_all_kinds_stand_in_one_table(page, inputs, split):
    start = f"{split}, all kinds of classifier, macro-F1 of N S."
    (rows,) = [rows for caption, rows in page.tables.items() if caption.startswith(start)]
    assert rows[0][:5] == ["classifier", "arm", "macro-F1 ± sd", "accuracy", "sensitivity of N"]
    assert rows[0][5:] == [f"F1 of {cls}" for cls in CLASSES[split]]
    assert [tuple(row[:2]) for row in rows[1:]] == list(product(KINDS, ARMS))
    for kind, arm, macro, accuracy, found, *f1 in rows[1:]:
        metrics = read_metrics(inputs, split, kind, arm)
        of_class = [one["per_class"] for one in metrics]
        assert macro.startswith(f"{np.mean([one['macro_f1'] for one in metrics]):.3f} ±")
        assert accuracy == f"{np.mean([one['accuracy'] for one in metrics]):.3f}"
        mean = np.mean([one["N"]["sensitivity"] for one in of_class])
        assert float(found) == pytest.approx(mean, abs=6e-4)
        means = [np.mean([one[cls]["f1"] for one in of_class]) for cls in CLASSES[split]]
        assert f1 == [f"{mean:.3f}" for mean in means]


def test_each_split_and_kind_has_parts_of_its_own(page):
    for name, values in (("data-split", CLASSES), ("data-kind", KINDS)):
        found = {attributes[name] for _, attributes in page.tags if name in attributes}
        assert found == set(values)


def test_confusion_matrices_are_sums_over_classifiers(page, inputs):
    for split, kind, arm in product(CLASSES, KINDS, ARMS):
        summed = sum(np.array(one["confusion"]) for one in read_metrics(inputs, split, kind, arm))
        rows = page.tables[f"Confusion matrix: {split}, {kind}, {arm}"]
        assert rows[0] == ["", *CLASSES[split]]
        for row, cls, counts in zip(rows[1:], CLASSES[split], summed, strict=True):
            share = counts / counts.sum()
            cells = [f"{one:.2f}{n:,}" for one, n in zip(share, counts, strict=True)]
            assert row == [cls, *cells]


def test_long_tables_are_folded(page):
    assert "<summary>Sensitivity, positive predictive value and F1 (12 rows)</summary>" in page.text
    assert "<summary>Scores of all arms" not in page.text


def test_features_are_ranked(page, inputs):
    header, rows = page.table("Which features separate which classes of interpatient")
    table = pd.read_csv(inputs["features"][0])
    assert header == ["feature", "S", "F"]
    assert rows["first_sample"] == [f"{table[cls][0]:.3f}" for cls in "SF"]


@EACH_KIND
def test_each_class_shows_the_numbers_of_the_metrics_files(page, inputs, split, kind):
    rows = page.tables[
        next(caption for caption in page.tables if f"{split}, {kind}: each class" in caption)
    ]
    assert rows[0] == ["arm", "class", "sensitivity", "positive predictive value", "F1"]
    assert len(rows) == 1 + len(ARMS) * len(CLASSES[split])
    for arm, cls, *cells in rows[1:]:
        metrics = read_metrics(inputs, split, kind, arm)
        of_class = [one["per_class"][cls] for one in metrics]
        for cell, name in zip(
            cells, ("sensitivity", "positive_predictive_value", "f1"), strict=True
        ):
            assert cell.startswith(f"{np.mean([one[name] for one in of_class]):.3f} (")


def test_a_card_for_each_split_comes_first(page):
    verdict = page.text[page.text.index('id="verdict"') : page.text.index('id="arms"')]
    for split in CLASSES:
        assert f'id="card-{split}"' in verdict
    assert "changed macro-F1 by" in verdict
    assert "Macro-F1 leaves out F: too few test beats." in verdict
    assert "The same patients are in training and test" in verdict


def test_the_page_says_when_and_at_which_commit_it_was_made(page):
    (made,) = re.findall("<!-- made -->(.*?)<!-- end of made -->", page.text)
    assert re.fullmatch(r"\d{1,2} \w+ \d{4}, commit .+\.", made)


def test_records_are_shown_with_and_without_the_most_telling(page):
    header, rows = page.table("Macro-F1 on interpatient with lda with all")
    assert header == ["arm", "all records", "213"]
    assert list(rows) == list(ARMS)
    (found,) = [
        rows
        for caption, rows in page.tables.items()
        if "of interpatient" not in caption
        and caption.startswith("Sensitivity by test record")
        and "on interpatient with lda" in caption
    ]
    assert found[0] == ["record", "class", "beats", *ARMS]
    assert {row[0] for row in found[1:]} == set(RECORDS)


def test_training_sets_and_test_support_are_counted(page):
    _, rows = page.table("intrapatient, cnn: real beats of each class")
    assert rows["training, none"] == ["60", "20", "16", "4"]
    assert rows["training, gan"] == ["60", "20", "16 + 5", "4"]
    assert rows["test, every arm"] == ["500", "40", "20", "10"]


def test_records_are_counted_and_another_lead_is_named(page):
    _, rows = page.table("Beats of the database")
    assert rows["100"] == ["MLII", "51", "50", "30", "10", "0", "8", "2"]
    assert rows["all"] == ["", "103", "100", "60", "20", "0", "16", "4"]
    assert "The lead used is MLII except in 101" in page.text
    assert "2 beats are annotated outside" in page.text
    assert "not verified against a published list" in page.text
    assert "104 annotations are left out: another channel" in page.text
    assert "3 beats are annotated less than 0.1 s after" in page.text


def test_each_database_has_its_leads_rates_patients_and_beats(page):
    header, rows = page.table("All records of each database")
    assert header[:5] == ["database", "leads used", "recorded at (Hz)", "records", "patients"]
    assert rows["mitdb"] == [
        f"{HOSTILE}, MLII", "128, 360", "2", "2", "60 in 2", "20 in 2", "0", "16 in 2", "4 in 2"
    ]  # fmt: skip


def test_the_seeds_are_listed_one_by_one(page, inputs):
    header, rows = page.table("Seeds of the GANs")
    assert header == ["GAN", "classifiers"]
    assert rows == {"0": ["0, 1"], "1": ["2, 3"]}
    # They are those of the files.
    seeds = {Path(path).parent.name for path in inputs["metrics"]}
    assert seeds == {f"seed{seed}" for (cell,) in rows.values() for seed in cell.split(", ")}


def test_gan_table_gives_choice_and_screen(page):
    header, rows = page.table("The GANs of interpatient")
    named = dict(zip(header[1:], rows["F"], strict=True))
    assert named["selected checkpoint (epoch)"] == "5"
    assert named["training beats"] == "16"
    assert named["its MMD²"] == "0.1500"
    assert named["MMD² floor"] == "\N{MINUS SIGN}0.0060"
    assert named["kept by the screens"] == "discriminator: 0 of 48, 12 needed"


def test_quality_stands_beside_its_floor(page, inputs):
    table = pd.read_csv(inputs["quality"][0])
    own = table[(table["class"] == "F") & (table["measure"] == "coverage")]
    rows = next(
        rows
        for caption, rows in page.tables.items()
        if caption.startswith("Quality of the synthetic beats of interpatient")
    )
    assert [
        "F, blog",
        "coverage",
        f"{own['value'].median():.4f}",
        f"{own['floor'].median():.4f}",
        "2",
    ] in rows


def test_class_without_gan_is_said_with_its_reason(page):
    assert f"No GAN for class Q (blog): {REASON}." in page.text
    assert "No GAN for class N" not in page.text
    none = pd.DataFrame({"class": [], "model": [], "trained": [], "reason": []})
    assert describe_missing(none, ["F"]) == ["No GAN for class F: the configuration has none."]
    assert "Q" not in page.table("The GANs of intrapatient")[1]


def test_a_figure_is_empty_only_if_no_seed_was_trained():
    trained = {("F", 0): False, ("F", 1): True, ("Q", 0): False, ("Q", 1): False}
    rows = [
        {"class": cls, "model": "blog", "seed": seed, "trained": one}
        for (cls, seed), one in trained.items()
    ]
    assert name_empty_figures(pd.DataFrame(rows)) == ["blog_Q_beats"]


def test_screen_that_kept_nothing_is_said(page):
    assert (
        "The screen by discriminator of the GAN for class F (blog, seed 0) kept none of 48 beats: "
        "the training set of gan_screened then equals that of an arm without GAN for this class."
        in page.text
    )


def test_text_from_files_and_configuration_is_escaped(simulated_page):
    assert HOSTILE not in simulated_page.text
    assert simulated_page.table("Beats of the database")[1]["101"][0] == HOSTILE
    assert simulated_page.table("Run")[1]["database"] == [f"mitdb, fetched from {HOSTILE}"]


def test_page_loads_nothing(page):
    loading = ("src", "href", "xlink:href", "srcset", "data", "action", "poster")
    found = [values[name] for _, values in page.tags for name in loading if name in values]
    assert found
    assert all(value.startswith(("#", "data:image/png;base64,")) for value in found)
    assert all(target.startswith("#") for target in re.findall(r"url\(([^)]*)", page.text))
    assert "@import" not in page.text
    assert set(re.findall(r"https?://[^\s<\"'&]+", page.text)) == {"https://example.org/mitdb/"}


def test_pictures_have_alternative_text_and_captions(page):
    pictures = [values for tag, values in page.tags if tag == "svg"]
    assert all(values["role"] == "img" and values["aria-label"] for values in pictures)
    assert not [tag for tag, _ in page.tags if tag == "img"]
    captions = [tag for tag, _ in page.tags if tag == "figcaption"]
    # Of each split and kind: scores, differences; of each split: curves of the network, strip, map;
    # of its two GANs that were trained, beats; the rules. Each for a screen and for a phone.
    figures = 2 * (2 * 2 + 3 + 2) + 1
    assert len(captions) == figures + 2  # the explorer
    assert len(pictures) == 2 * figures + 4  # the plots of the cards


def test_ids_are_unique_and_links_within_the_page_lead_somewhere(page):
    ids = [values["id"] for _, values in page.tags if "id" in values]
    assert len(ids) == len(set(ids))
    links = re.findall(r'href="#([^"]*)"|url\(#([^)]*)\)', page.text)
    assert {one or other for one, other in links} <= set(ids)


def test_same_inputs_give_the_same_bytes(tmp_path, inputs, page):
    again = render(tmp_path / "again.html", inputs, configuration())
    assert again.text == page.text


def test_simulated_database_is_said_to_be_simulated(page, simulated_page):
    assert "All data on this page are simulated" in simulated_page.text
    assert "simulated beats of each class" in simulated_page.text
    assert "simulated" not in page.text


def test_run_without_gan_and_with_one_seed(tmp_path):
    arms = {"none": ARMS["none"]}
    inputs = make_artifacts(tmp_path, Size(arms=arms, gan_seeds=1, seeds=1))
    page = render(tmp_path / "report.html", inputs, configuration(arms))
    assert "No arm of this run uses a GAN." in page.text
    assert "Not tested" in page.text
    assert "<p>No arm of this run uses a GAN.</p>" in page.text
    assert "There is no arm that adds nothing, or no other one" in page.text
    assert "nan" not in page.table("interpatient, cnn, macro-F1 of N S. Mean")[1]["none"][0]
    # Nothing is drawn with the library of the charts.
    assert 'id="charts"' not in page.text


def test_curves_are_averaged_over_seeds_then_smoothed():
    steps = np.arange(30)
    curves = [
        pd.DataFrame({"step": steps, "loss": steps + shift, "accuracy": 0.5}) for shift in (0, 2)
    ]
    mean = smooth(curves)
    assert mean["loss"].iloc[0] == 1
    assert mean["loss"].iloc[29] == np.mean(steps[10:] + 1)
    assert mean["step"].tolist() == list(range(30))
