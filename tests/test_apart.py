import errno
import faulthandler
import os
import signal
import subprocess
import sys
import time

import pytest
from evenbeat import apart
from evenbeat.apart import run_apart, train_apart
from evenbeat.untrained import read_reason


def allocate():
    raise MemoryError


def abort():
    faulthandler.disable()  # pytest's, which would print a trace of the child
    os.abort()


def die(number):
    os.kill(os.getpid(), number)
    time.sleep(10)


def test_work_that_ends_well_is_no_news(tmp_path):
    assert run_apart(lambda: (tmp_path / "done").write_text("")) is None
    assert (tmp_path / "done").exists()


@pytest.mark.parametrize(
    ("work", "reason"),
    [
        (allocate, "it ran out of memory"),
        (lambda: os._exit(errno.ENOMEM), "it ran out of memory"),
        (
            lambda: die(signal.SIGKILL),
            "its process was killed (SIGKILL), as one is that has no memory",
        ),
        (abort, "its process ended itself (SIGABRT), as one is that has no memory"),
    ],
)
def test_work_that_runs_out_of_memory_is_told(work, reason):
    assert run_apart(work) == reason


def test_a_gan_is_given_up_only_when_its_job_is_not_begun_again(monkeypatch, tmp_path):
    monkeypatch.setattr(apart, "run_apart", lambda work: "it ran out of memory")
    path = tmp_path / "gan_S_epoch1.h5"
    names = {"split": "s", "model": "blog", "seed": "0", "cls": "S", "epoch": "1"}
    given = {"threads": 1, "train": "train.h5", "held_out": {}, "identity": names}
    with pytest.raises(MemoryError, match="the job is begun again, with more of it"):
        train_apart(path, retries_left=1, **given)
    assert not path.exists()
    train_apart(path, retries_left=0, **given)
    assert read_reason(path).startswith("it ran out of memory")


@pytest.mark.parametrize(("status", "work"), [(1, lambda: 1 / 0), (3, lambda: sys.exit(3))])
def test_work_that_fails_otherwise_fails_the_job(status, work):
    with pytest.raises(SystemExit) as caught:
        run_apart(work)
    assert caught.value.code == status


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_the_child_does_not_outlive_its_parent(tmp_path, number):
    program = (
        "import os, sys, time\n"
        "from evenbeat.apart import run_apart\n"
        "from evenbeat.logs import logged\n"
        "def work():\n"
        "    open(sys.argv[1], 'w').write(str(os.getpid()))\n"
        "    os.replace(sys.argv[1], sys.argv[1] + '.pid')\n"
        "    time.sleep(60)\n"
        "with logged(os.devnull):\n"
        "    run_apart(work)\n"
    )
    pid = tmp_path / "child.pid"
    environment = {"PYTHONPATH": "workflow/scripts"}
    parent = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "child")], env=environment
    )
    while not pid.exists():
        assert parent.poll() is None
        time.sleep(0.02)
    parent.send_signal(number)
    parent.wait(timeout=20)
    deadline = time.monotonic() + 20
    while os.path.exists(f"/proc/{pid.read_text()}/status"):
        assert time.monotonic() < deadline
        time.sleep(0.02)
