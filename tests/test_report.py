import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import forged
from evenbeat.arrays import write_array
from evenbeat.beat_table import write_beats
from evenbeat.comparison import summarise_arms, tabulate_metrics
from evenbeat.files import read_json, write_json
from evenbeat.hdf5 import write_datasets
from evenbeat.report import write_report
from evenbeat.report_classifiers import read_table, smooth
from evenbeat.report_gan import describe_missing
from evenbeat.synthetic_beats import pack

TEMPLATE = Path(__file__).parents[1] / "workflow" / "report" / "report.html.j2"
ARMS = {
    "none": {"method": "none"},
    "smote": {"method": "smote", "amount": 0.1, "neighbors": 5},
    "gan": {"method": "gan", "model": "blog", "amount": 0.1},
    "gan_screened": {
        "method": "gan_screened",
        "model": "blog",
        "screen": "discriminator",
        "amount": 0.1,
    },
}
CLASSES = {"interpatient": ["N", "S", "F"], "intrapatient": ["N", "S", "F", "Q"]}
TRAINING = {"N": 60, "S": 20, "F": 16, "Q": 4}
SUPPORT = {"N": 500, "S": 40, "F": 20, "Q": 10}
UNTRAINED = ("intrapatient", "Q")
REASON = "4 training beats, 16 are needed"
HOSTILE = "<script>alert('x')</script>"
LENGTH = 30


def configuration(**database):
    mitdb = {"url": "https://example.org/mitdb/", "leads": ["MLII"]} | database
    return {
        "run": {"database": "mitdb", "external": [], "splits": list(CLASSES), "arms": list(ARMS)},
        "databases": {"mitdb": mitdb},
        "splits": {split: {"classes": classes} for split, classes in CLASSES.items()},
        "beats": {"before": 10},
        "gan": {"seeds": 1},
        "arms": ARMS,
        "classifier": {"seeds": 2},
    }


def metrics_of(split, arm, seed, rng):
    classes = CLASSES[split]
    confusion = np.array(
        [
            rng.multinomial(SUPPORT[cls], rng.dirichlet([1 + 6 * (cls == one) for one in classes]))
            for cls in classes
        ]
    )
    hits = confusion.diagonal()
    f1 = 2 * hits / (confusion.sum(axis=0) + confusion.sum(axis=1))
    per_class = {
        cls: {
            "support": SUPPORT[cls],
            "sensitivity": hits[row] / SUPPORT[cls],
            "positive_predictive_value": hits[row] / max(confusion[:, row].sum(), 1),
            "f1": f1[row],
            "average_precision": rng.uniform(),
        }
        for row, cls in enumerate(classes)
    }
    return {
        "split": split,
        "arm": arm,
        "seed": str(seed),
        "classes": classes,
        "confusion": confusion.tolist(),
        "per_class": per_class,
        "macro_f1": f1.mean(),
        "accuracy": hits.sum() / confusion.sum(),
        "macro_average_precision": rng.uniform(),
    }


def make_beats(rng, records=("100", "101")):
    labels = np.repeat(list(TRAINING), list(TRAINING.values()))
    times = np.arange(LENGTH)
    shape = np.exp(-((times - 10) ** 2) / 8)
    return {
        "waveform": (shape + rng.normal(0, 0.1, (len(labels), LENGTH))).astype(np.float32),
        "label": labels,
        "record": np.array([records[row % len(records)] for row in range(len(labels))]),
    }


def make_database(folder, rng, split):
    attributes = {
        "sampling_rate": 360,
        "scaling": "per_record",
        "database": "mitdb",
        "simulated": False,
        "beats_past_end": [0, 2],
        "records": ["100", "101"],
        "leads": ["MLII", HOSTILE],
        "annotated_beats": [51, 52],
    }
    beats = make_beats(rng)
    write_beats(folder / "beats.h5", beats, attributes)
    kept = np.isin(beats["label"], CLASSES[split])
    path = folder / split / "train.h5"
    train = {name: column[kept] for name, column in beats.items()}
    write_beats(path, train, attributes | {"split": split})
    return str(path)


def make_classifier(folder, split, arm, seed, rng):
    here = folder / split / "classifier" / arm / f"seed{seed}"
    write_json(here / "metrics.json", metrics_of(split, arm, seed, rng))
    real = {cls: TRAINING[cls] for cls in CLASSES[split]}
    added = {cls: 5 * (arm != "none" and cls == "F") for cls in real}
    write_json(here / "training_set.json", {"real": real, "added": added})
    steps = np.arange(40)
    curve = {"step": steps, "loss": np.exp(-steps / 20), "accuracy": 1 - np.exp(-steps / 9) / 2}
    pd.DataFrame(curve).to_csv(here / "curve.csv", index=False)
    return {
        "metrics": [str(here / "metrics.json")],
        "curves": [str(here / "curve.csv")],
        "training_sets": [str(here / "training_set.json")],
    }


LEARNT = {"trained": True, "scale": 1.5, "precision": "float32"}
LEARNT |= {"loss": "binary cross-entropy", "loss_unit": "nat"}


def make_gan(folder, split, cls, rng, epochs=(5, 10), kept=0):
    here = folder / split / "gan" / "blog" / "seed0"
    trained = (split, cls) != UNTRAINED
    identity = {"split": split, "model": "blog", "seed": "0", "class": cls}
    milestones = [str(here / f"gan_{cls}_epoch{epoch}.h5") for epoch in epochs]
    for epoch, path in zip(epochs, milestones, strict=True):
        attributes = identity | {"epoch": str(epoch), "training_beats": TRAINING[cls]}
        datasets = {
            "losses": (rng.uniform(0.3, 1.5, (25, 2)).astype(np.float32), "nat"),
            "sample": (rng.uniform(-1, 1, (6, LENGTH)).astype(np.float32), "1"),
        }
        if trained:
            write_datasets(path, datasets, attributes | LEARNT)
        else:
            write_datasets(path, {}, attributes | {"trained": False, "reason": REASON})
    mmd2 = {str(epoch): 0.1 + 0.01 * epoch for epoch in epochs}
    choice = {"trained": True, "mmd2": mmd2, "floor": -0.006, "chosen": epochs[0]}
    untrained = {"trained": False, "reason": REASON}
    write_json(here / f"milestones_{cls}.json", choice if trained else untrained)
    pool = 48 * trained
    synthetic = pack(
        rng.normal(0, 0.3, (pool, LENGTH)),
        np.zeros((pool, LENGTH)),
        rng.normal(0, 0.2, (pool, 4)),
        np.full(pool, ""),
    )
    write_array(here / f"synthetic_{cls}.npy", synthetic)
    screen = {"pool": pool, "wanted": 12, "kept": kept * trained}
    write_json(here / f"screen_discriminator_{cls}.json", screen)
    return {
        "choices": [str(here / f"milestones_{cls}.json")],
        "milestones": milestones,
        "synthetic": [str(here / f"synthetic_{cls}.npy")],
        "screens": [str(here / f"screen_discriminator_{cls}.json")],
    }


def gather_inputs(parts):
    inputs = {}
    for part in parts:
        for name, paths in part.items():
            inputs.setdefault(name, []).extend(paths)
    return inputs


def make_artifacts(folder, arms=tuple(ARMS), seeds=(0, 1), gan=make_gan):
    rng = np.random.default_rng(1)
    train = [make_database(folder, rng, split) for split in CLASSES]
    classifiers = [
        make_classifier(folder, split, arm, seed, rng)
        for split in CLASSES
        for arm in arms
        for seed in seeds
    ]
    gans = [
        gan(folder, split, cls, rng)
        for split, classes in CLASSES.items()
        for cls in classes[1:]
        if any("model" in ARMS[arm] for arm in arms)
    ]
    inputs = gather_inputs([*classifiers, *gans])
    by_seed = tabulate_metrics([read_json(path) for path in inputs["metrics"]])
    tables = {"by_seed": by_seed, "by_arm": summarise_arms(by_seed)}
    for name, table in tables.items():
        inputs[name] = str(folder / f"{name}.csv")
        table.to_csv(inputs[name], index=False)
    return inputs | {
        "beats": [str(folder / "beats.h5")],
        "train": train,
        "template": str(TEMPLATE),
    }


class Page(HTMLParser):
    """What of a page the tests ask about."""

    def __init__(self, text):
        super().__init__()
        self.text, self.tables, self.tags = text, {}, []
        self._row, self._cell, self._caption = None, None, None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag == "tr":
            self._row = []
        if tag in ("td", "th", "caption"):
            self._cell = ""

    def handle_data(self, data):
        if self._cell is not None:
            self._cell += data

    def handle_endtag(self, tag):
        if tag == "caption":
            self._caption = self._cell
            self.tables[self._caption] = []
        if tag in ("td", "th"):
            self._row.append(self._cell)
        if tag == "tr":
            self.tables[self._caption].append(self._row)
        if tag in ("td", "th", "caption"):
            self._cell = None

    def table(self, start):
        """Return the one table whose caption starts so: its header and rows by first cell."""
        (rows,) = [rows for caption, rows in self.tables.items() if caption.startswith(start)]
        return rows[0], {row[0]: row[1:] for row in rows[1:]}


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    return make_artifacts(tmp_path_factory.mktemp("results"))


def render(path, inputs, config):
    write_report(path, inputs, config)
    return Page(Path(path).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def page(inputs, tmp_path_factory):
    return render(tmp_path_factory.mktemp("page") / "report.html", inputs, configuration())


@pytest.fixture(scope="module")
def simulated_page(inputs, tmp_path_factory):
    folder = tmp_path_factory.mktemp("page")
    shutil.copy(inputs["beats"][0], folder / "beats.h5")
    with forged(folder / "beats.h5") as file:
        file.attrs["simulated"] = True
    simulated = inputs | {"beats": [str(folder / "beats.h5")]}
    return render(folder / "report.html", simulated, configuration(url=HOSTILE))


@pytest.mark.parametrize("split", CLASSES)
def test_comparison_shows_the_numbers_of_the_metrics_files(page, inputs, split):
    header, rows = page.table(f"{split}: scores on real test beats")
    assert header[4:] == [*(f"F1 {cls}" for cls in CLASSES[split]), "seeds"]
    assert list(rows) == list(ARMS)
    for arm, cells in rows.items():
        files = [path for path in inputs["metrics"] if f"/{split}/classifier/{arm}/" in path]
        metrics = [json.loads(Path(path).read_text()) for path in files]
        columns = [
            [one[name] for one in metrics]
            for name in ("macro_f1", "accuracy", "macro_average_precision")
        ] + [[one["per_class"][cls]["f1"] for one in metrics] for cls in CLASSES[split]]
        expected = [f"{np.mean(one):.3f} ± {np.std(one, ddof=1):.3f}" for one in columns]
        assert cells == [*expected, "2"]


def test_summary_names_the_best_arm_of_the_metrics_files(page, inputs):
    for split in CLASSES:
        means = {}
        for arm in ARMS:
            files = [path for path in inputs["metrics"] if f"/{split}/classifier/{arm}/" in path]
            means[arm] = np.mean([json.loads(Path(path).read_text())["macro_f1"] for path in files])
        best = max(means, key=means.get)
        assert f"{split}: {best} has the highest mean macro-F1, {means[best]:.3f} ±" in page.text


def test_training_sets_and_test_support_are_counted(page):
    _, rows = page.table("intrapatient: real beats of each class")
    assert rows["training, none"] == ["60", "20", "16", "4"]
    assert rows["training, gan"] == ["60", "20", "16 + 5", "4"]
    assert rows["test, every arm"] == ["500", "40", "20", "10"]


def test_records_are_counted_and_another_lead_is_named(page):
    _, rows = page.table("Beats of the database")
    assert rows["100"] == ["MLII", "51", "50", "30", "10", "0", "8", "2"]
    assert rows["all"] == ["", "103", "100", "60", "20", "0", "16", "4"]
    assert "The lead used is MLII except in 101" in page.text
    assert "2 beats are annotated past the end" in page.text


def test_gan_table_gives_choice_and_screen(page):
    header, rows = page.table("interpatient: the GANs")
    named = dict(zip(header[1:], rows["F"], strict=True))
    assert named["chosen milestone (epoch)"] == "5"
    assert named["MMD² of the chosen"] == "0.1500"
    assert named["MMD² floor, real against real"] == "-0.0060"
    assert named["kept by the screens"] == "discriminator: 0 of 48, 12 wanted"


def test_class_without_gan_is_said_with_its_reason(page):
    assert f"No GAN for class Q: {REASON}." in page.text
    assert "No GAN for class N" not in page.text
    assert describe_missing([], ["F"]) == ["No GAN for class F: the configuration asks for none."]
    assert "Q" not in page.table("intrapatient: the GANs")[1]


def test_screen_that_kept_nothing_is_said(page):
    assert (
        "The screen by discriminator of the GAN for class F (blog, seed 0) kept none of 48 beats: "
        "the training set of gan_screened then equals that of an arm without GAN for this class."
        in page.text
    )


def test_text_from_files_and_configuration_is_escaped(simulated_page):
    assert not [tag for tag, _ in simulated_page.tags if tag == "script"]
    assert "<script" not in simulated_page.text
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
    # Of each split: scores, confusions, curves; of its two GANs: training, beats, learning.
    assert len(pictures) == len(captions) == 2 * (3 + 2 * 3)


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
    assert "simulated training beats, class F" in simulated_page.text
    assert "Simulated beats beside synthetic beats" in simulated_page.text
    assert not re.search(r"\breal\b", simulated_page.text, re.IGNORECASE)
    assert "simulated" not in page.text


def test_run_without_gan_and_with_one_seed(tmp_path):
    inputs = make_artifacts(tmp_path, arms=("none",), seeds=(0,))
    config = configuration()
    config["run"]["arms"] = ["none"]
    page = render(tmp_path / "report.html", inputs, config)
    assert page.text.count("No arm of this run uses a GAN.") == 4
    assert "none is the only arm" in page.text
    assert "nan" not in page.table("interpatient: scores")[1]["none"][0]
    assert "one seed of the classifier" in page.text


def test_missing_number_is_read_but_an_arm_may_be_called_nan(tmp_path):
    (tmp_path / "table.csv").write_text("split,arm,seed,f1_Q\ninterpatient,nan,0,\n")
    table = read_table(tmp_path / "table.csv")
    assert table.loc[0, "arm"] == "nan"
    assert np.isnan(table.loc[0, "f1_Q"])


def test_curves_are_averaged_over_seeds_then_smoothed():
    steps = np.arange(30)
    curves = [
        pd.DataFrame({"step": steps, "loss": steps + shift, "accuracy": 0.5}) for shift in (0, 2)
    ]
    mean = smooth(curves)
    assert mean["loss"].iloc[0] == 1
    assert mean["loss"].iloc[29] == np.mean(steps[10:] + 1)
    assert mean["step"].tolist() == list(range(30))
