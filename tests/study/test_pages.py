"""The pages say what the numbers say, in every case."""

import re

import numpy as np
import pytest
from evenbeat.report.formatting import write_change, write_number
from evenbeat.study.answer import answer
from evenbeat.study.publish import draw_figures, write_pages
from study.conftest import GAIN, NO_GAIN

# Lines of a screen; a page has five at most.
SCREEN = 50


@pytest.fixture(scope="module")
def pages(no_gain, config):
    findings, parts, folder = no_gain
    return write_pages(findings, parts, config, folder)


def read_table(page, first):
    """Read the first table of a page whose first column has this name: cells by first cell."""
    lines = iter(page.splitlines())
    header = next(line for line in lines if line.startswith(f"| {first} |"))
    names, rows = header.strip("| ").split(" | "), {}
    next(lines)
    for line in lines:
        if not line.startswith("|"):
            break
        cells = [cell.strip() for cell in line[1:-1].split("|")]
        rows[cells[0].strip("`")] = dict(zip(names, cells, strict=True))
    return rows


def test_all_pages_are_there_and_short(pages):
    expected = {"study", "interpatient", "svdb", "intrapatient", "quality", "methods"}
    assert set(pages) == expected
    assert all(len(page.splitlines()) <= 5 * SCREEN for page in pages.values())
    assert len(pages["study"].splitlines()) <= SCREEN


def test_what_is_not_shown_is_a_list(pages):
    limits = pages["study"].split("## What this does not show\n")[1].split("\n\n")[0]
    assert [line[:4] for line in limits.splitlines()] == ["- On", "- On", "- Al", "- Ot", "- No"]


def test_the_rule_names_the_groups_of_kinds(pages):
    assert "A gain counts if it occurs with `lda` and with `forest`." in pages["study"]


def test_no_gain_is_stated_as_such(no_gain):
    conclusion, details = answer(no_gain[0])
    assert conclusion.startswith(
        "**The study shows no gain from generated beats.** Beats of `flow`,"
    )
    assert "(ranges over `lda` and `forest`): no change that counts by the rule" in conclusion
    assert "On the folds, macro-F1 is 1.600 with beats of `flow`, and 0.500 with" in conclusion
    smote, transplant, arms, other, within = details
    assert re.fullmatch("`flow` minus `smote`: .* on DS2 and .*, no change that counts.", smote)
    assert transplant.startswith("`flow` minus `transplant`")
    assert arms.startswith(
        "Of all 4 arms, a gain over `none` counts for no arm, and a loss for `hinge`."
    )
    assert other.startswith("`flow` is not a GAN. `hinge`, the best GAN among the candidates,")
    assert ", a loss that counts. No candidate has a gain that counts" in other
    assert within.startswith("On the random split, with the same patients in training and test,")


def test_a_gain_over_all_references_is_a_clear_yes(gain):
    conclusion, details = answer(gain[0])
    assert conclusion.startswith(
        "**Yes, generated beats help, and more than `smote` and `transplant`.**"
    )
    assert ": a gain that counts by the rule" in conclusion
    assert all(detail.endswith(", a gain that counts.") for detail in details[:2])
    assert details[3].endswith(" So the model need not be a GAN.")


def test_a_gain_that_a_simple_method_has_too_is_told_apart(find_in):
    conclusion, details = answer(find_in(GAIN | {"smote": 0.3})[0])
    assert conclusion.startswith(
        "**Generated beats help. But the study does not show that they help more than `smote`.**"
    )
    assert "counts for `smote` and `flow`, and a loss for `hinge`." in details[2]


def test_intervals_below_the_smallest_gain_are_a_clear_no(find_in):
    beds = {"interpatient": -0.3, "external_svdb": -0.06, "intrapatient": 0}
    gains = {bed: NO_GAIN | {"flow": amount} for bed, amount in beds.items()}
    conclusion, _ = answer(find_in(gains)[0])
    assert conclusion.startswith("**No, generated beats do not bring a gain that counts.** Beats")
    assert "For `flow`, all 95% intervals over seeds are below 0.02. On the folds" in conclusion


def test_a_loss_is_stated_as_such(find_in):
    conclusion, details = answer(find_in(NO_GAIN | {"flow": -0.3})[0])
    assert conclusion.startswith("**No, generated beats lower macro-F1.**")
    assert ": a loss that counts by the rule" in conclusion
    assert details[0].endswith(", a loss that counts.")


@pytest.mark.parametrize(("amount", "change"), [(0.3, "gain"), (-0.3, "loss")])
def test_a_change_on_one_bed_alone_is_named(find_in, amount, change):
    here = NO_GAIN | {"flow": amount}
    beds = {"interpatient": here, "external_svdb": NO_GAIN, "intrapatient": NO_GAIN}
    conclusion, details = answer(find_in(beds)[0])
    assert conclusion.startswith("**The study shows no gain from generated beats.**")
    assert details[2] == f"If the rule used only DS2, the {change} of `flow` would count."


def test_a_gain_of_another_model_than_the_best_candidate_is_told_apart(find_in):
    conclusion, details = answer(find_in(GAIN, best="hinge")[0])
    assert conclusion.startswith("**No, generated beats lower macro-F1.** Beats of `hinge`, the")
    assert "a gain over `none` counts for `flow`, and a loss for `hinge`." in details[2]
    assert details[3].startswith("`hinge` is a GAN. `flow`, the best model that is not a GAN among")
    assert details[3].endswith(", a gain that counts. So the model need not be a GAN.")


def test_a_gain_of_a_gan_alone_is_told_apart(find_in):
    _, details = answer(find_in(NO_GAIN | {"hinge": 0.3}, best="hinge")[0])
    assert details[3].endswith("Among the candidates, only GANs have a gain that counts.")


def test_the_numbers_of_the_first_table_are_those_of_the_parts(pages, no_gain):
    _, parts, _ = no_gain
    rows = read_table(pages["study"], "arm")
    assert list(rows) == list(NO_GAIN)
    for split, title in (("interpatient", "DS2"), ("external_svdb", "svdb-dev")):
        own = parts[split, "committee"]
        none = own["none"].scores()
        for arm, row in rows.items():
            assert row[title] == write_number(own[arm].scores().mean())
            if arm != "none":
                change = (own[arm].scores() - none).mean()
                assert row[f"{title}, change"].startswith(write_change(change))


def test_the_ranges_of_the_answer_are_those_of_the_parts(no_gain):
    findings, parts, _ = no_gain
    said = re.search(r"change macro-F1 by (.*?) on DS2", answer(findings)[0])[1]
    changes = [
        (parts["interpatient", kind]["flow"].scores().mean())
        - parts["interpatient", kind]["none"].scores().mean()
        for kind in ("lda", "forest")
    ]
    assert said == f"{write_change(min(changes))} to {write_change(max(changes))}"


def test_a_bed_page_has_each_kind_and_class(pages, no_gain):
    _, parts, _ = no_gain
    page = pages["svdb"]
    assert "## With `lda`" in page
    assert "## With `committee`" in page
    found = read_table(page.split("## F1 of each class")[1], "arm")["hinge"]
    confusion = parts["external_svdb", "committee"]["hinge"].confusion.sum(axis=2)
    hits, labelled, called = (
        confusion[..., 1, 1],
        confusion[..., 1, :].sum(axis=-1),
        confusion[..., :, 1].sum(axis=-1),
    )
    assert found["S"] == write_number(np.mean(2 * hits / (labelled + called)))


def test_primary_contrasts_are_between_patients_alone(pages):
    assert "## Primary contrasts" in pages["svdb"]
    assert "## Primary contrasts" not in pages["intrapatient"]


def test_a_record_is_left_out(pages, no_gain):
    _, parts, _ = no_gain
    row = read_table(pages["interpatient"].split("## Macro-F1 without a record")[1], "arm")["flow"]
    part = parts["interpatient", "committee"]["flow"]
    assert row["without 232"] == write_number(part.without("232").scores().mean())


def test_aims_of_quality_are_judged(pages):
    rows = read_table(pages["quality"], "class")
    assert rows["S"]["flow"] == "0 of 5: 0.020 (0.010)"
    assert "5 of 5: 0.900 (1.000)" in pages["quality"]


def test_beats_of_quality_are_those_of_training(pages):
    assert "## Aims, trained on DS1" in pages["quality"]


def test_a_bed_page_names_the_classes_of_macro_f1(pages):
    assert "Macro-F1 is the mean of F1 over N and S." in pages["svdb"]


def test_methods_name_the_chosen_settings(pages):
    row = read_table(pages["methods"], "arm")["flow"]
    assert row["macro-F1 on folds, lda"].endswith("(weight 1)")
    assert row["method"] == "gan, flow"


def test_figures_show_every_bed(no_gain):
    figures = draw_figures(no_gain[0])
    titles = [axes.get_title() for axes in figures["differences"][0]().axes]
    assert titles == ["DS2", "svdb-dev", "random split"]
    assert [axes.get_title() for axes in figures["strength"][0]().axes] == ["DS2", "svdb-dev"]
