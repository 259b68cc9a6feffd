"""Take the pictures of docs/gallery/ from a report, in Chromium.

Usage: python docs/gallery.py REPORT
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parent / "gallery"
DRAWN = "document.getElementById('explorer-plot').data"
WINDOW = {"width": 1000, "height": 1000}


def take(browser, report, name, scheme, anchor, choices):
    """Take one picture: open the report, choose, go to a place in it."""
    page = browser.new_page(viewport=WINDOW, color_scheme=scheme)
    page.goto(report.resolve().as_uri())
    page.wait_for_function(DRAWN)
    for control, value in choices.items():
        page.select_option(f"#explorer-{control}", value)
    page.evaluate(f"document.getElementById('{anchor}').scrollIntoView()")
    page.screenshot(path=FOLDER / f"{name}.png")
    page.close()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        report = Path(sys.argv[1])
        take(browser, report, "verdict", "light", "verdict", {})
        take(browser, report, "explorer", "dark", "explorer", {"class": "V"})
        browser.close()
