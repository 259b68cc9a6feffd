"""The tables of kept runs are those of the files beside them."""

import runpy

import pytest
from conftest import ROOT


@pytest.mark.parametrize("run", ["default_run"])
def test_the_tables_follow_from_the_files(run):
    module = runpy.run_path(str(ROOT / "docs/keep_run.py"))
    assert (
        module["write_tables"](ROOT / "docs" / run) == (ROOT / f"docs/{run}/tables.md").read_text()
    )
