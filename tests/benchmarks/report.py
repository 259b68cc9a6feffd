"""What the report of the whole study costs: artifacts of its size are made up, then it is rendered.

Prints the seconds and the peak memory of a process that does nothing else, the size of the page,
and, if Chromium is there, the milliseconds until it is first painted and until all is drawn.

Usage: python tests/benchmarks/report.py
"""

import pickle
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from timing import seconds

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent / "workflow" / "scripts")]

from chromium import DRAWN, find_chromium, open_chromium  # noqa: E402
from evenbeat.report.page import write_report  # noqa: E402
from report_artifacts import configuration, make_artifacts, study_size  # noqa: E402

PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


def render(folder):
    """Render the report of artifacts that were made before; a process of its own does this."""
    with open(folder / "inputs.pickle", "rb") as file:
        inputs, config = pickle.load(file)
    took = seconds(lambda: write_report(folder / "report.html", inputs, config))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = (folder / "report.html").stat().st_size / 1e6
    print(f"rendered in {took:.1f} s with {peak:.0f} MiB; {size:.1f} MB")


def open_page(path):
    """Time the page in Chromium, five times."""
    with open_chromium() as browser:
        for _ in range(5):
            page = browser.new_page()
            page.goto(path.as_uri())
            drawn = page.wait_for_function(f"{DRAWN} && performance.now()").json_value()
            painted = page.evaluate(PAINTED)
            print(f"first paint after {painted:.0f} ms, all drawn after {drawn:.0f} ms")
            page.close()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        render(Path(sys.argv[1]))
        sys.exit()
    with tempfile.TemporaryDirectory() as folder:
        size = study_size()
        made = make_artifacts(Path(folder), size), configuration(size.arms, size.kinds)
        with open(f"{folder}/inputs.pickle", "wb") as file:
            pickle.dump(made, file)
        subprocess.run([sys.executable, __file__, folder], check=True)
        if find_chromium():
            open_page(Path(folder) / "report.html")
