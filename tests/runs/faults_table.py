"""Print docs/faults.md from the marks of the tests: python tests/runs/faults_table.py."""

import contextlib
import io
from pathlib import Path

import pytest

HEAD = """# Faults, and what they leave behind

Each row is a test in `tests/runs/`, which causes the fault in a run of a small simulated database.
*Same result* means: bit for bit that of a run without the fault. The last column is a part of the
message. `python tests/runs/faults_table.py` makes this page from the tests.

After SIGKILL or a power cut, check that no other run uses the folder, and call
`snakemake --unlock`. After all other faults, run the same command again. Snakemake 9.27 hangs if
SIGTERM arrives while it handles the end of a job; then press Ctrl-C.

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
