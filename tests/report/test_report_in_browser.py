"""The report as people use it, in Chromium: controls, themes, keyboard, accessibility."""

import re

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from chromium import open_report
from conftest import REPORT
from evenbeat.io.json_files import read_json
from evenbeat.report.page import write_report
from report_artifacts import ARMS, CLASSES, KINDS, configuration


@pytest.fixture(scope="module")
def inputs(small_report):
    return small_report[1]


@pytest.fixture
def visit(browser, small_report):
    """Open the report; at the end no error was on the console and nothing left the page."""
    report, opened, problems = small_report[0], [], []

    def open_page(**options):
        context = browser.new_context(**options)
        page = context.new_page()
        page.on("console", lambda one: one.type == "error" and problems.append(one.text))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("request", lambda request: problems.append(request.url))
        open_report(page, report)
        problems.remove(report.as_uri())
        opened.append(context)
        return page

    yield open_page
    for context in opened:
        context.close()
    assert problems == []


def unfold(page):
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")


def choose(page, name):
    page.locator("#choose label", has_text=re.compile(f"^{name}$")).click()


def find_table(page, caption):
    """Find a table by the beginning of its caption."""
    return page.get_by_role("table", name=re.compile(f"^{re.escape(caption)}"))


def rows_of(table):
    return [row.inner_text().split("\t") for row in table.locator("tbody tr").all()]


def test_a_heading_sorts_by_number_and_back(visit):
    page = visit()
    unfold(page)
    table = find_table(page, "interpatient, lda: each class by arm")
    before = rows_of(table)
    heading = table.locator("thead th").nth(4)
    heading.locator("button").click()
    scores = [float(row[4].split()[0]) for row in rows_of(table)]
    assert scores == sorted(scores)
    assert heading.get_attribute("aria-sort") == "ascending"
    heading.locator("button").click()
    scores = [float(row[4].split()[0]) for row in rows_of(table)]
    assert scores == sorted(scores, reverse=True)
    assert sorted(rows_of(table)) == sorted(before)


def test_a_heading_sorts_by_name(visit):
    page = visit()
    unfold(page)
    table = find_table(page, "interpatient, lda, macro-F1 of N S. Mean and standard deviation")
    table.locator("thead th").first.locator("button").click()
    assert [row[0] for row in rows_of(table)] == sorted(ARMS)


@pytest.mark.parametrize("split", CLASSES)
def test_an_arm_is_chosen_for_the_records_with_the_keyboard(visit, inputs, split):
    page = visit()
    unfold(page)
    choose(page, split)
    kind = KINDS[0]
    file = next(path for path in inputs["records"] if f"/{split}/{kind}/" in path)
    found = pd.read_csv(file, dtype=str)
    table = page.locator("table.by-arm:visible")
    page.get_by_label(re.compile(rf"^arm: .* on {split} with {kind}\.$")).focus()
    for arm in ARMS:
        page.keyboard.press("ArrowDown")
        share = found[arm].astype(float).map("{:.3f}".format)
        expected = found[["record", "class", "beats"]].assign(share=share)
        assert rows_of(table) == expected.to_numpy().tolist()
        heading = table.locator("thead th:visible").last
        assert heading.inner_text().startswith(arm)
    page.keyboard.press("Home")
    assert len(rows_of(table)[0]) == 3 + len(ARMS)


def gans_of(inputs, split):
    path = next(path for path in inputs["explorers"] if f"/{split}/" in path)
    return read_json(path)["gans"]


def test_the_explorer_shows_what_is_chosen(visit, inputs):
    page = visit()
    status = page.locator("#explorer-status")
    for split in ("interpatient", "intrapatient"):
        choose(page, split)
        for gan in gans_of(inputs, split):
            page.select_option("#explorer-class", gan["class"])
            page.select_option("#explorer-seed", str(gan["seed"]))
            for place, (epoch, found) in enumerate(gan["milestones"].items()):
                page.locator("#explorer-checkpoint").fill(str(place))
                page.select_option("#explorer-beat", "3")
                mark = ", the selected one" if int(epoch) == gan["chosen"] else ""
                assert status.inner_text() == (
                    f"{split}, class {gan['class']}, GAN blog, seed {gan['seed']}, epoch "
                    f"{epoch}{mark}. Distance of synthetic beat 3 to the nearest training beat: "
                    f"{found['distance'][2]:g}."
                )


def test_the_explorer_draws_the_beats_of_the_files(visit, inputs):
    page = visit()
    gan = gans_of(inputs, "interpatient")[0]
    found = gan["milestones"][str(gan["chosen"])]
    traces = page.evaluate(
        "document.getElementById('explorer-plot').data.map(({name, y}) => ({name, y: [...y]}))"
    )
    names = ["training beats", "synthetic beats", "synthetic beat 1", "its nearest training beat"]
    assert [trace["name"] for trace in traces] == names
    made, nearest = ([y for y in trace["y"] if y is not None] for trace in traces[2:])
    # All samples are there: at 360 Hz none is left out in so few.
    length = len(made)
    assert len([y for y in traces[1]["y"] if y is not None]) == length * found["beats"]["rows"]
    distance = sum((a - b) ** 2 for a, b in zip(made, nearest, strict=True)) ** 0.5
    assert 0 < distance <= found["distance"][0] * 1.001


def test_the_explorer_shows_the_training_of_the_files(visit, inputs):
    page = visit()
    gan = gans_of(inputs, "interpatient")[0]
    plot = "document.getElementById('explorer-training')"
    shown = page.evaluate(f"{plot}.data[2].y.map(Number)")
    assert shown == [one["mmd2"] for one in gan["milestones"].values()]
    assert page.evaluate(f"{plot}.layout.shapes[1].y0") == gan["floor"]
    chosen = gan["milestones"][str(gan["chosen"])]
    assert page.evaluate(f"{plot}.layout.shapes[0].x0") == chosen["step"]
    names = page.evaluate(f"{plot}.data.map((trace) => trace.name)")
    assert names[:2] == gan["loss_columns"] == ["discriminator", "generator"]
    losses = page.evaluate(f"[...{plot}.data[0].y]")
    assert len(losses) == len(gan["steps"])
    assert 0.3 < min(losses) < max(losses) < 1.5


def test_choosing_another_class_goes_to_its_chosen_milestone(visit):
    page = visit()
    page.locator("#explorer-checkpoint").fill("1")
    assert "epoch 10." in page.locator("#explorer-status").inner_text()
    page.select_option("#explorer-class", "F")
    assert "interpatient, class F, GAN blog, seed 0, epoch 5, the selected one." in (
        page.locator("#explorer-status").inner_text()
    )


def test_everything_can_be_done_with_the_keyboard(visit):
    page = visit()
    button = page.locator("table.sortable:visible thead button").first
    button.focus()
    page.keyboard.press("Enter")
    assert page.locator("th[aria-sort=ascending]").count() == 1
    page.locator("#explorer-checkpoint").focus()
    page.keyboard.press("ArrowRight")
    assert "epoch 10." in page.locator("#explorer-status").inner_text()
    page.locator("nav a").nth(1).focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#arms")
    page.locator("#choose input").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("h3:visible").first.inner_text() == "intrapatient, lda"
    page.locator("details", has_text="Configuration").last.evaluate("one => one.open = true")
    # Nothing holds the keyboard: tabbing comes to the last that can be reached.
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "PRE":
            break
    assert page.evaluate("document.activeElement.tagName") == "PRE"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_there_is_no_violation_of_accessibility(visit, scheme):
    page = visit(color_scheme=scheme)
    for one in ("as it opens", "unfolded"):
        results = Axe().run(page)
        assert results.violations_count == 0, (one, results.generate_report())
        unfold(page)


def test_one_split_and_kind_is_shown_at_a_time(visit):
    page = visit()
    headings = page.locator("h3:visible")
    assert set(headings.all_inner_texts()) == {"interpatient, lda", "interpatient"}
    choose(page, "intrapatient")
    choose(page, "cnn")
    assert set(headings.all_inner_texts()) == {"intrapatient, cnn", "intrapatient"}
    # The verdict stays.
    assert page.locator(".card:visible").count() == 2


def test_the_reader_chooses_arms_of_confusion_matrices(visit):
    page = visit()
    matrices = page.locator(".matrix:visible .caption")
    assert matrices.all_inner_texts()[0] == "none"
    assert len(matrices.all_inner_texts()) == 2
    for box in page.locator(".arms:visible input").all():
        box.set_checked(True)
    assert matrices.all_inner_texts() == list(ARMS)


def test_both_themes_are_themes(visit):
    colours = {
        scheme: visit(color_scheme=scheme).evaluate(
            "getComputedStyle(document.body).backgroundColor"
        )
        for scheme in ("light", "dark")
    }
    assert colours["light"] == "rgb(255, 255, 255)"
    assert colours["dark"] == "rgb(20, 23, 28)"


def test_a_change_of_theme_recolours_the_explorer(visit):
    page = visit(color_scheme="light")
    ink = "document.getElementById('explorer-plot').layout.font.color"
    light = page.evaluate(ink)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"{ink} !== '{light}'")


WIDER = """(limit) => [...document.querySelectorAll("figure, figure > svg, .plot, .main-svg")]
    .filter((one) => one.getBoundingClientRect().right > limit + 1)
    .map((one) => one.outerHTML.slice(0, 80))"""


# The smallest letters of a figure in pixels, and the narrowest caption in letters.
LETTERS = """Math.min(...[...document.querySelectorAll("figure svg text")]
    .map((one) => one.getBoundingClientRect())
    .map((box) => Math.min(box.width, box.height) ? box.height : 99))"""
CAPTIONS = """Math.min(...[...document.querySelectorAll(".caption, figcaption")]
    .filter((one) => one.offsetWidth && one.textContent.length > 30)
    .map((one) => one.offsetWidth / (0.55 * parseFloat(getComputedStyle(one).fontSize))))"""


def test_a_narrow_window_does_not_scroll_sideways(visit):
    page = visit(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate(WIDER, 360) == []
    assert page.evaluate(LETTERS) >= 8
    # Captions stay in sight beside a table that scrolls, and are wide enough to read.
    assert page.evaluate(CAPTIONS) >= 30


SCREEN = {"width": 1280, "height": 800}
HEIGHT = "document.documentElement.scrollHeight"


def test_the_report_is_a_few_screens_long(visit):
    page = visit(viewport=SCREEN)
    assert page.evaluate(HEIGHT) <= 6 * SCREEN["height"]
    bottom = "document.querySelector('.card').getBoundingClientRect().bottom"
    assert page.evaluate(bottom) <= SCREEN["height"]


def test_the_report_of_a_whole_study_is_small_enough_and_works(browser, study_report):
    assert study_report.stat().st_size < 10e6
    problems, page = [], browser.new_page()
    page.on("pageerror", lambda error: problems.append(str(error)))
    open_report(page, study_report)
    page.select_option("#explorer-model", "transfer")
    assert "GAN transfer, seed 0" in page.locator("#explorer-status").inner_text()
    assert problems == []
    page.close()


def test_the_report_of_the_demonstration_works(browser, finished):
    problems, page = [], browser.new_page(viewport=SCREEN)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda one: one.type == "error" and problems.append(one.text))
    open_report(page, finished / REPORT)
    assert page.evaluate(HEIGHT) <= 6 * SCREEN["height"]
    assert page.locator(".banner").inner_text().startswith("All data on this page are simulated")
    assert Axe().run(page).violations_count == 0
    assert problems == []
    page.close()


def test_hostile_text_runs_nothing(browser, inputs, tmp_path):
    path = tmp_path / "report.html"
    write_report(path, inputs, configuration(url="<script>window.hostile = 1</script>"))
    page = browser.new_page()
    open_report(page, path)
    assert page.evaluate("window.hostile") is None
    page.close()
