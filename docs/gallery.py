"""Take the pictures of docs/gallery/ from a report, in Chromium.

Usage: python docs/gallery.py REPORT
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from chromium import open_chromium, open_report

FOLDER = Path(__file__).parent / "gallery"
WINDOW = {"width": 1280, "height": 800}


def take(browser, report, name, scheme, place):
    """Take one picture: open the report, go to a place in it."""
    page = browser.new_page(viewport=WINDOW, color_scheme=scheme)
    open_report(page, report)
    page.locator(place).evaluate("(one) => one.scrollIntoView()")
    page.screenshot(path=FOLDER / f"{name}.png")
    page.close()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    with open_chromium() as browser:
        report = Path(sys.argv[1])
        take(browser, report, "verdict", "light", "body")
        take(browser, report, "explorer", "dark", "#explorer")
