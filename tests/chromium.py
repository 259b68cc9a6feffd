"""Chromium, in which reports are opened."""

import contextlib
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")
DRAWN = "document.getElementById('explorer-plot').data"


def find_chromium():
    """Give the path of the browser; None if there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextlib.contextmanager
def open_chromium():
    """Give a browser."""
    from playwright.sync_api import sync_playwright  # here, since it takes memory that is measured

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(),
            # Its sandbox does not start for root, who runs many a build.
            args=["--no-sandbox"],
        )
        yield browser
        browser.close()


def open_report(page, path):
    """Open a report in a page of the browser, and wait for its explorer."""
    page.goto(path.resolve().as_uri())
    page.wait_for_function(DRAWN)
