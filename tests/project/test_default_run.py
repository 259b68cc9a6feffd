"""The tables of the default run are those of the files that are kept with it."""

import runpy

from conftest import ROOT

RUN = ROOT / "docs/default_run"


def test_the_tables_follow_from_the_files():
    module = runpy.run_path(str(ROOT / "docs/default_run.py"))
    assert module["write_tables"]() == (RUN / "tables.md").read_text()
