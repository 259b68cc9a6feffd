"""Two runs in one folder: the second one stops."""

import pytest

from runs.small_run import REPORT, end


@pytest.mark.fault(
    fault="a second run in the same folder",
    stage="any",
    kept="the first run goes on",
    seen="Directory cannot be locked",
)
def test_a_second_run(undisturbed, run, seen):
    (run.folder / REPORT).unlink()
    first = run.pause(REPORT)
    try:
        seen(run.fail())
        assert first.poll() is None
    finally:
        end(first)
