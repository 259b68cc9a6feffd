"""Small whole runs: on other databases, and broken on purpose.

A test of a fault carries the mark `fault(fault, stage, kept, seen)`: a row of docs/faults.md. What
the user `seen` is asserted by the fixture of that name, so that the table cannot say more than the
tests do.
"""

import shutil

import pytest
from conftest import make_once

from runs.small_run import Run, new_run


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory):
    """Give a run that nothing has disturbed; it is not to be changed."""
    return Run(
        make_once(tmp_path_factory, "undisturbed", lambda folder: new_run(folder).complete())
    )


@pytest.fixture(scope="session")
def copy_run(tmp_path_factory):
    """Give a function that copies a run, times of its files included."""

    def copy(run):
        folder = tmp_path_factory.mktemp("copy") / "run"
        shutil.copytree(run.folder, folder, symlinks=True)
        return Run(folder)

    return copy


@pytest.fixture
def run(undisturbed, copy_run):
    """Give a copy of the undisturbed run."""
    return copy_run(undisturbed)


@pytest.fixture
def seen(request):
    """Give a function that asserts that the user sees what the mark says."""
    marker = request.node.get_closest_marker("fault")

    def check(output):
        assert marker.kwargs["seen"] in output, output

    return check
