"""Print docs/faults.md from the marks of the tests: python tests/runs/faults_table.py."""

import contextlib
import io
from pathlib import Path

import pytest

HEAD = """# What may happen, and what then

Each row is a test in `tests/runs/` that does it to a real run of a small simulated database. This
file is made from the tests' marks by `python tests/runs/faults_table.py`; the tests assert the last
column. After SIGKILL or a power cut, make sure that no other run is at work in the folder and call
`snakemake --unlock` first; after all else the same command again is enough. Snakemake 9.27 itself
hangs when SIGTERM comes just as it sees to the end of a job; Ctrl-C ends it then.

| fault | stage | what is kept | what the user sees |
|---|---|---|---|"""


class Collector:
    """Gathers the marks of the tests that pytest finds, each once."""

    def __init__(self):
        self.rows = {}

    def pytest_itemcollected(self, item):
        if mark := item.get_closest_marker("fault"):
            columns = (mark.kwargs[name] for name in ("fault", "stage", "kept", "seen"))
            self.rows[tuple(columns)] = None


def make_table():
    """Make the whole document."""
    collector = Collector()
    with contextlib.redirect_stdout(io.StringIO()):
        status = pytest.main(
            ["--collect-only", "-q", str(Path(__file__).parent)], plugins=[collector]
        )
    assert status == pytest.ExitCode.OK
    rows = (
        f"| {fault} | {stage} | {kept} | {seen} |" for fault, stage, kept, seen in collector.rows
    )
    return "\n".join([HEAD, *rows]) + "\n"


if __name__ == "__main__":
    print(make_table(), end="")
