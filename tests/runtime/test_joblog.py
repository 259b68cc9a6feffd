import errno
import subprocess
import sys

import pytest

PROGRAM = """
import os, sys
from evenbeat.runtime.errors import InputError
from evenbeat.runtime.joblog import logged
with logged(sys.argv[1]):
    print("to stdout")
    os.write(2, b"to the descriptor\\n")
    {body}
print("after")
"""


def run(tmp_path, body):
    log = tmp_path / "job.log"
    program = PROGRAM.format(body=body)
    environment = {"PYTHONPATH": "workflow/scripts"}
    done = subprocess.run(
        [sys.executable, "-c", program, str(log)], capture_output=True, text=True, env=environment
    )
    return done, log.read_text() if log.is_file() else None


def test_everything_goes_to_the_log_and_afterwards_no_more(tmp_path):
    done, log = run(tmp_path, "pass")
    assert log == "to stdout\nto the descriptor\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, "after\n", "")


def test_the_users_error_is_a_message_without_traceback(tmp_path):
    done, log = run(tmp_path, "raise InputError('x.dat is damaged')")
    assert log.endswith("error: x.dat is damaged\n")
    assert "Traceback" not in log
    assert (done.returncode, done.stdout) == (1, "")


def test_any_other_error_shows_its_traceback(tmp_path):
    done, log = run(tmp_path, "1 / 0")
    assert "Traceback" in log
    assert "ZeroDivisionError" in log
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ("os.kill(os.getpid(), 15)", 143, ""),
        ("os.kill(os.getpid(), 2)", 130, "stopped by Ctrl-C\n"),
        ("raise MemoryError('of 7 GiB')", errno.ENOMEM, "error: out of memory of 7 GiB\n"),
    ],
)
def test_a_job_that_is_ended_shows_no_code(tmp_path, body, status, said):
    done, log = run(tmp_path, body + "; import time; time.sleep(9)")
    assert (done.returncode, done.stdout, done.stderr) == (status, "", "")
    assert log == f"to stdout\nto the descriptor\n{said}"


@pytest.mark.parametrize("second", [2, 15])
def test_a_second_signal_does_not_stop_the_tidying_up(tmp_path, second):
    kill = "os.kill(os.getpid(), {})"
    body = f"try: {kill.format(15)}\n    finally: {kill.format(second)}; print('tidied up')"
    done, log = run(tmp_path, body)
    assert done.returncode == 143
    assert log.endswith("tidied up\n")


def test_what_the_log_cannot_take_goes_to_the_terminal(tmp_path):
    """/dev/full takes nothing, as a full disk does."""
    (tmp_path / "job.log").symlink_to("/dev/full")
    done, _ = run(tmp_path, "pass")
    assert done.returncode == 1
    assert "Free some space and run again" in done.stderr
    assert "Traceback" not in done.stderr
