"""docs/faults.md says what the tests of faults say."""

import subprocess
import sys
from pathlib import Path

from conftest import ROOT


def test_the_table_is_made_from_these_tests():
    script = Path(__file__).with_name("faults_table.py")
    done = subprocess.run([sys.executable, str(script)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (ROOT / "docs/faults.md").read_text() == done.stdout
