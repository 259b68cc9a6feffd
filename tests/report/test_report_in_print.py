"""The report on paper, as Chromium prints it: where its tagged PDF says that things lie."""

import pytest
from chromium import open_report
from pypdf import PdfReader

MARGIN = 12 / 25.4 * 72  # points, as the style sheet has it
SLACK = 1  # point
SHOWN = """[...document.querySelectorAll("[role=img]")].filter((one) => !one.closest(".phone"))
    .map((one) => one.getAttribute("aria-label"))"""


@pytest.fixture(scope="module", params=["small", "study"])
def printed(request, browser, small_report, study_report, tmp_path_factory):
    """Print a report; give the document, and what the page's figures show."""
    page = browser.new_page()
    open_report(page, {"small": small_report[0], "study": study_report}[request.param])
    shown = page.evaluate(SHOWN)
    path = tmp_path_factory.mktemp("print") / "report.pdf"
    page.pdf(path=path, prefer_css_page_size=True, tagged=True)
    page.close()
    return PdfReader(path), shown


def children(element):
    """List what an element of the document's structure holds: elements, and parts of a page."""
    if "/K" not in element:
        return []
    held = element["/K"]
    return [one.get_object() for one in (held if isinstance(held, list) else [held])]


def find_figures(element):
    """List the outermost figures of an element: drawing and caption together."""
    if not isinstance(element, dict):
        return []
    if element.get("/S") == "/Figure":
        return [element]
    return [figure for one in children(element) for figure in find_figures(one)]


def find_alternative(element):
    """Find the text alternative in an element."""
    if not isinstance(element, dict):
        return None
    return element.get("/Alt") or next(filter(None, map(find_alternative, children(element))), None)


def find_pages(element, page=None):
    """Find the pages on which an element has something."""
    if not isinstance(element, dict):
        return {page}
    page = element.raw_get("/Pg").idnum if "/Pg" in element else page
    return set().union(*(find_pages(one, page) for one in children(element))) or {page}


def test_every_figure_is_on_one_page_with_its_caption(printed):
    document, shown = printed
    figures = find_figures(document.root_object["/StructTreeRoot"])
    assert list(map(find_alternative, figures)) == shown
    split = [
        label for figure, label in zip(figures, shown, strict=True) if len(find_pages(figure)) > 1
    ]
    assert split == []


def find_texts(page):
    """List the texts of a page, each with the place where it begins."""
    found = []

    def keep(text, of_page, of_text, *_):
        if text.strip():
            x, y = of_text[4:]
            a, b, c, d, left, low = of_page
            found.append((a * x + c * y + left, b * x + d * y + low, text.strip()))

    page.extract_text(visitor_text=keep)
    return found


@pytest.fixture(scope="module")
def texts(printed):
    return [find_texts(page) for page in printed[0].pages]


def test_no_text_is_cut_off(printed, texts):
    """Neither a figure's nor a table's: all of it begins within the margins."""
    low = MARGIN - SLACK
    right, top = (float(one) - low for one in printed[0].pages[0].mediabox[2:])
    for of_page in texts:
        assert of_page
        assert [one for one in of_page if not (low < one[0] < right and low < one[1] < top)] == []


def test_nothing_is_so_wide_that_all_is_printed_smaller(printed):
    """Neither a chart, which is drawn anew for the page, nor a table of many arms."""
    scales = set()
    printed[0].pages[0].extract_text(visitor_text=lambda _, of_page, *__: scales.add(of_page[0]))
    assert any(scale == pytest.approx(72 / 96) for scale in scales)


def test_controls_are_left_out(texts):
    printed = [text for of_page in texts for _, _, text in of_page]
    assert "its nearest training beat" in printed
    assert "Which beats" not in printed
