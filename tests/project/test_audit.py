import json
import os
import subprocess
import sys
import time

import audit
import pytest

CLEAN = {"name": "numpy", "version": "2.4.6", "vulns": []}
UNKNOWN = {"name": "h5py", "skip_reason": "Dependency not found and could not be audited"}
FOUND = {
    "name": "keras",
    "version": "3.0.0",
    "vulns": [{"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["3.0.1", "3.1.0"]}],
}


def says(text, ending=0):
    """Give a command that answers as pip-audit would."""
    return [sys.executable, "-c", f"import sys; print({text!r}); sys.exit({ending})"]


def test_a_vulnerability_is_named_and_fails():
    lines, failed = audit.judge([CLEAN, FOUND], "", {})
    assert failed
    assert lines[0] == "keras 3.0.0: PYSEC-1, CVE-1; fixed in 3.0.1, 3.1.0"
    unfixed = FOUND | {"vulns": [FOUND["vulns"][0] | {"fix_versions": []}]}
    assert audit.judge([unfixed], "", {})[0][0].endswith("not fixed in any version")


@pytest.mark.parametrize("identifier", ["PYSEC-1", "CVE-1"])
def test_one_with_a_reason_is_named_and_passes(identifier):
    lines, failed = audit.judge([FOUND], "", {identifier: "no such file is read"})
    assert not failed
    assert lines[0].endswith("ignored: no such file is read")
    assert audit.judge([FOUND], "", {"CVE-2": "another"})[1]


def test_nothing_found_passes():
    assert audit.judge([CLEAN], "", {}) == (["packages audited: 1; nothing to fix"], False)


def test_unknown_packages_are_not_called_clean():
    lines, failed = audit.judge([UNKNOWN], "", {})
    assert not failed
    assert lines == ["not audited: the service does not know these packages: all 1"]
    lines, failed = audit.judge([UNKNOWN, FOUND], "", {})
    assert failed
    assert lines[-1] == "not audited: the service does not know these packages: h5py"


def test_an_answer_is_read_whatever_the_ending():
    command = says(json.dumps({"dependencies": [FOUND], "fixes": []}), ending=1)
    assert audit.ask(command, 30) == ([FOUND], "")


@pytest.mark.parametrize("text", ["", "no JSON", "[]", "{}"])
def test_no_answer_is_said_and_passes(text):
    packages, reason = audit.ask(says(text, ending=1), 30)
    assert audit.judge(packages, reason, {}) == (["not audited: pip-audit ended with 1"], False)


def test_a_service_that_hangs_is_given_up():
    start = time.monotonic()
    packages, reason = audit.ask([sys.executable, "-c", "import time; time.sleep(30)"], 1)
    assert time.monotonic() - start < 15
    assert audit.judge(packages, reason, {}) == (["not audited: no answer within 1 s"], False)


def test_without_a_network_the_script_says_so_and_passes(tmp_path):
    """Every request goes to a port of this machine where nobody listens."""
    nobody = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")
    nobody |= {name.lower(): address for name, address in nobody.items()}
    nobody |= {"NO_PROXY": "", "no_proxy": "", "PIP_CACHE_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, audit.__file__],
        env=os.environ | nobody,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("not audited: ")
    assert "pip-audit ended" not in done.stdout


def test_what_is_passed_over_needs_a_reason(tmp_path):
    path = tmp_path / "audit.ignore"
    path.write_text("# why\n\nCVE-1 only servers\n")
    assert audit.read_ignored(path) == {"CVE-1": "only servers"}
    path.write_text("CVE-1\n")
    with pytest.raises(SystemExit, match=r"line 1: CVE-1 has no reason"):
        audit.read_ignored(path)
