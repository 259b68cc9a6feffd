"""The clock goes back; resources may only be read."""

import os
import re
import shutil
import time

import pytest

from runs.small_run import FILTERED, REPORT, STAGES
from runs.test_full_disk import mounted


@pytest.mark.fault(
    fault="a clock that is set back",
    stage="any",
    kept="all finished files, also those dated in the future",
    seen="Nothing to be done",
)
def test_a_clock_that_is_set_back(undisturbed, run, seen):
    """Files an hour from now are what the clock, set back by an hour, leaves behind."""
    later = time.time() + 3600
    for root in ("results", "resources"):
        for path in (run.folder / root).rglob("*"):
            os.utime(path, (later, later))
    made = {STAGES["scoring"], REPORT}
    for path in made:
        (run.folder / path).unlink()
    inodes = {name: stamp[0] for name, stamp in run.stamps().items()}
    run.complete()
    now = {name: stamp[0] for name, stamp in run.stamps().items()}
    remade = {name for name in inodes if inodes[name] != now[name]}
    assert all(re.search("/tables/|/parts/|/figures/|predictions", name) for name in remade)
    assert run.contents() == undisturbed.contents()
    seen(run.complete("--dry-run"))


def read_only(folder):
    return mounted(folder, "--bind", "-o", "ro", str(folder))


def test_resources_that_can_only_be_read(undisturbed, run):
    shutil.rmtree(run.folder / FILTERED)
    with read_only(run.folder / "resources"):
        run.complete(FILTERED)
    assert run.contents() == undisturbed.contents()


@pytest.mark.fault(
    fault="read-only resources/",
    stage="download",
    kept="all; files that are already there are used",
    seen="Write-protected output files",
)
def test_a_record_that_is_missing_from_them(run, seen):
    target = STAGES["download"]
    (run.folder / target).unlink()
    with read_only(run.folder / "resources"):
        output = run.fail(target)
    seen(output)
    run.complete(target)
