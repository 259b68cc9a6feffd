"""Every number that the report prints of the arms, derived again from the files of each seed.

With nothing of the library: what the classifiers predicted is counted here, and bootstrap, tests
and correction are written down as they are defined.
"""

from functools import partial
from itertools import product

import h5py
import numpy as np
import pytest
from evenbeat.report.page import write_report
from report_artifacts import (
    ARMS,
    CLASSES,
    COMPARISON,
    KINDS,
    RECORDS,
    Size,
    configuration,
    make_artifacts,
)
from report_page import Page
from scipy import stats

GANS, OF_GAN = 3, 2
RESAMPLES = COMPARISON["resamples"]
REFERENCES = ("none", "smote")
RIVALS = ("gan", "gan_screened")
MACRO = ("N", "S")  # the classes with 30 test beats


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("results")


@pytest.fixture(scope="module")
def page(folder):
    inputs = make_artifacts(folder, Size(gan_seeds=GANS, seeds=GANS * OF_GAN))
    write_report(folder / "report.html", inputs, configuration() | {"gan": {"seeds": GANS}})
    return Page((folder / "report.html").read_text(encoding="utf-8"))


def count(path, classes):
    """Count the beats of each record, label and prediction."""
    counts = np.zeros((len(RECORDS), len(classes), len(classes)), dtype=int)
    with h5py.File(path) as file:
        rows = (file[name][()] for name in ("record", "label", "probability"))
        for record, label, probability in zip(*rows, strict=True):
            place = RECORDS.index(record.decode()), classes.index(label.decode())
            counts[(*place, probability.argmax())] += 1
    return counts


@pytest.fixture(scope="module", params=CLASSES)
def split(request):
    return request.param


@pytest.fixture(scope="module", params=KINDS)
def kind(request):
    return request.param


@pytest.fixture(scope="module")
def counted(page, folder, split, kind):
    """Give what each arm's classifiers made of each record, by GAN and classifier of it."""
    paths = {
        arm: [
            folder / split / "classifier" / kind / arm / f"seed{seed}" / "predictions.h5"
            for seed in range(GANS * OF_GAN)
        ]
        for arm in ARMS
    }
    shape = (GANS, OF_GAN, len(RECORDS), len(CLASSES[split]), len(CLASSES[split]))
    return {
        arm: np.reshape([count(path, CLASSES[split]) for path in of_arm], shape)
        for arm, of_arm in paths.items()
    }


def of_class(confusion, place):
    """Give sensitivity, positive predictive value and F1 of a class."""
    hits = confusion[place, place]
    labelled, predicted = confusion[place].sum(), confusion[:, place].sum()
    return [
        hits / labelled if labelled else 0,
        hits / predicted if predicted else 0,
        2 * hits / (labelled + predicted) if labelled + predicted else 0,
    ]


def macro_f1(confusion):
    """Take the mean over the classes with enough test beats, which come first."""
    return np.mean([of_class(confusion, place)[2] for place in range(len(MACRO))])


def accuracy(confusion):
    return confusion.trace() / confusion.sum()


def sensitivity_of_n(confusion):
    return of_class(confusion, 0)[0]


MEASURES = {"macro-F1": macro_f1, "accuracy": accuracy, "sensitivity of N": sensitivity_of_n}


def of_classifiers(confusions, measure):
    """Measure each classifier on all records: an array by GAN and classifier."""
    return np.array([[measure(one.sum(axis=0)) for one in of_gan] for of_gan in confusions])


def over_seeds(scores):
    """Draw GANs, and for each that was drawn as many of its classifiers; take the mean."""
    rng = np.random.default_rng(COMPARISON["seed"])
    gans = rng.integers(GANS, size=(RESAMPLES, GANS, 1))
    classifiers = rng.integers(OF_GAN, size=(RESAMPLES, GANS, OF_GAN))
    means = [
        np.mean([scores[i, j] for i, chosen in zip(of[:, 0], inner, strict=True) for j in chosen])
        for of, inner in zip(gans, classifiers, strict=True)
    ]
    return np.percentile(means, [2.5, 97.5])


def draw_records(confusions, measure):
    """Draw as many records as there are; give the mean of a measure over classifiers, by draw."""
    often = np.random.default_rng(COMPARISON["seed"]).multinomial(
        len(RECORDS), [1 / len(RECORDS)] * len(RECORDS), size=RESAMPLES
    )
    return np.array(
        [
            of_classifiers(confusions[:, :, np.repeat(range(len(RECORDS)), times)], measure).mean()
            for times in often
        ]
    )


@pytest.fixture(scope="module")
def measured(counted):
    """Give the scores of each arm's classifiers, by measure and arm."""
    return {
        name: {arm: of_classifiers(confusions, one) for arm, confusions in counted.items()}
        for name, one in MEASURES.items()
    }


@pytest.fixture(scope="module")
def scores(measured):
    return measured["macro-F1"]


@pytest.fixture(scope="module")
def all_drawn(counted):
    """Give the resampled means of each arm, by measure and arm."""
    return {
        name: {arm: draw_records(confusions, one) for arm, confusions in counted.items()}
        for name, one in MEASURES.items()
    }


@pytest.fixture(scope="module")
def drawn(all_drawn):
    return all_drawn["macro-F1"]


def write(number):
    text = f"{number:.3f}"
    return text.replace("-", "\N{MINUS SIGN}") if float(text) else text.lstrip("-")


def write_bounds(bounds):
    return " to ".join(map(write, bounds))


def write_both(scores, drawn, first, second):
    """Write the intervals of a difference: over seeds and over records."""
    of_seeds = over_seeds(scores[first] - scores[second])
    of_records = np.percentile(drawn[first] - drawn[second], [2.5, 97.5])
    return write_bounds(of_seeds), write_bounds(of_records)


def p_values_of(scores, first, second):
    """Test a difference by the means of each GAN's classifiers."""
    means = [scores[arm].mean(axis=1) for arm in (first, second)]
    return stats.ttest_rel(*means).pvalue, stats.wilcoxon(*means).pvalue


def correct(p_values):
    """Multiply the smallest p by their number, the next one by one less; none below one before."""
    corrected, least = {}, 0
    for place, key in enumerate(sorted(p_values, key=p_values.get)):
        least = max(least, min(p_values[key] * (len(p_values) - place), 1))
        corrected[key] = least
    return corrected


@pytest.fixture(scope="module")
def best(scores):
    """Give the GAN arm of the verdict, and the corrected p of its differences."""
    arm = max(RIVALS, key=lambda one: scores[one].mean())
    # Both GAN arms were there to choose from, so that the tests of both count.
    p = correct({pair: p_values_of(scores, *pair)[0] for pair in product(RIVALS, REFERENCES)})
    return arm, {other: p[arm, other] for other in REFERENCES}


def describe(measure, scores, drawn, first, second):
    difference = scores[first].mean() - scores[second].mean()
    of_seeds, of_records = write_both(scores, drawn, first, second)
    return (
        f"{measure} is {'higher' if difference > 0 else 'lower'} by {write(abs(difference))} (95% "
        f"CI over seeds {of_seeds}, over test records {of_records})"
    )


def test_every_test_is_made_of_these_numbers(page, split, kind, best, measured, all_drawn):
    arm, p = best
    part = page.text[page.text.index(f"<h3>{split}, {kind}</h3>") :]
    part = part[: part.index("</ul>")]
    for other in REFERENCES:
        macro, accuracy = (
            describe(said, measured[name], all_drawn[name], arm, other)
            for said, name in {"macro-F1": "macro-F1", "Accuracy": "accuracy"}.items()
        )
        sentence = f"{macro}; p {p[other]:.2g}, t test over GANs, Holm. {accuracy}."
        assert f"<li>{arm} against {other}: {sentence}</li>" in part


def test_the_card_shows_these_numbers(page, split, kind, best, measured, all_drawn):
    arm, _ = best
    scores, drawn = measured["macro-F1"], all_drawn["macro-F1"]
    _, rows = page.table(f"{split}: macro-F1 with and without GAN beats")
    found, before, after, change, _, against_smote, accuracy = rows[kind]
    between = split == "interpatient"
    assert (found, before, after) == (arm, write(scores["none"].mean()), write(scores[arm].mean()))
    for cell, other in ((change, "none"), (against_smote, "smote")):
        interval = write_both(scores, drawn, arm, other)[between]
        difference = scores[arm].mean() - scores[other].mean()
        assert cell == f"{write_signed(difference)} ({interval})"
    of_arm, of_none = (measured["accuracy"][one].mean() for one in (arm, "none"))
    assert accuracy == write_signed(of_arm - of_none)


def write_signed(number):
    return f"+{write(number)}" if float(f"{number:.3f}") > 0 else write(number)


def test_the_word_follows_from_these_numbers(page, split, kind, best, scores):
    """With these random predictions no kind gains or loses significantly."""
    arm, p = best
    for other in REFERENCES:
        low, high = over_seeds(scores[arm] - scores[other])
        assert p[other] >= 0.05 or low <= 0 <= high
    card = page.text[page.text.index(f'id="card-{split}"') :]
    assert card[: card.index("</h2>")].split(">", 2)[2].startswith("No gain shown")


def test_every_difference(page, split, kind, measured, all_drawn):
    start = f"{split}, {kind}, macro-F1 of N S. Differences"
    rows = next(rows for caption, rows in page.tables.items() if caption.startswith(start))
    pairs = [(first, second) for first in ("smote", *RIVALS) for second in ("none",)]
    pairs += [(first, "smote") for first in RIVALS]
    expected = {
        (
            first,
            second,
            name,
            write(scores[first].mean() - scores[second].mean()),
            *write_both(scores, all_drawn[name], first, second),
            *map(write, p_values_of(scores, first, second)),
        )
        for first, second in pairs
        for name, scores in measured.items()
    }
    assert set(map(tuple, rows[1:])) == expected


def test_every_interval_of_an_arm(page, split, kind, measured, scores, drawn):
    _, rows = page.table(f"{split}, {kind}, macro-F1 of N S. Mean and standard deviation")
    for arm in ARMS:
        assert rows[arm][1] == write_bounds(over_seeds(scores[arm]))
        assert rows[arm][2] == write_bounds(np.percentile(drawn[arm], [2.5, 97.5]))
        for cell, name in zip(rows[arm][3:5], ("accuracy", "sensitivity of N"), strict=True):
            of_arm = measured[name][arm]
            assert cell == f"{write(of_arm.mean())} ({write_bounds(over_seeds(of_arm))})"


def test_every_interval_of_a_class(page, split, kind, counted):
    start = f"{split}, {kind}: each class"
    rows = next(rows for caption, rows in page.tables.items() if caption.startswith(start))
    for arm, cls, *cells in rows[1:]:
        measure = partial(of_class, place=CLASSES[split].index(cls))
        measured = of_classifiers(counted[arm], measure)
        for number, cell in enumerate(cells):
            bounds = write_bounds(over_seeds(measured[..., number]))
            assert cell == f"{write(measured[..., number].mean())} ({bounds})"


def test_every_record(page, split, kind, counted):
    rows = next(
        rows
        for caption, rows in page.tables.items()
        if caption.startswith("Sensitivity by test record")
        and f" on {split} with {kind}." in caption
    )
    found = {(record, cls): cells for record, cls, *cells in rows[1:]}
    for (row, record), (place, cls) in product(enumerate(RECORDS), enumerate(CLASSES[split])):
        of_arms = [counted[arm][:, :, row, place] for arm in ARMS]
        beats = of_arms[0][0, 0].sum()
        if not beats:
            assert (record, cls) not in found
            continue
        shares = [write(one[..., place].mean() / beats) for one in of_arms]
        assert found.pop((record, cls)) == [str(beats), *shares]
    assert not found


def test_every_score_without_a_record(page, split, kind, counted):
    _, rows = page.table(f"Macro-F1 on {split} with {kind} with all")
    for arm, confusions in counted.items():
        without = np.delete(confusions, RECORDS.index("213"), axis=2)
        both = [of_classifiers(some, macro_f1).mean() for some in (confusions, without)]
        assert rows[arm] == [write(one) for one in both]
