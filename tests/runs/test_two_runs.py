"""Two runs in one folder: the second one stops."""

import os
import signal

import pytest

from runs.small_run import REPORT, wait_for


@pytest.mark.fault(
    fault="a second run in the same folder",
    stage="any",
    kept="the first run goes on",
    seen="Directory cannot be locked",
)
def test_a_second_run(undisturbed, run, seen):
    (run.folder / REPORT).unlink()
    marker = run.folder / ".paused"
    first = run.start(PAUSE_AT=f"{REPORT}$", PAUSED_FILE=str(marker))
    try:
        wait_for(marker, first)
        seen(run.fail())
        assert first.poll() is None
    finally:
        os.killpg(first.pid, signal.SIGKILL)
        first.communicate()
