import errno
import faulthandler
import os
import signal
import subprocess
import sys
import time

import pytest
from evenbeat.gan import training_process
from evenbeat.gan.identity import GanId
from evenbeat.gan.training_process import train_in_child_process
from evenbeat.gan.untrained import read_untrained_reason
from evenbeat.runtime.fork import run_in_fork


def allocate():
    raise MemoryError


def abort():
    faulthandler.disable()  # pytest's, which would print a trace of the child
    os.abort()


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "log"
    path.write_text("step 1 of 2\n")
    return path


def die(number):
    os.kill(os.getpid(), number)
    time.sleep(10)


def test_work_that_ends_well_is_no_news(tmp_path, log):
    assert run_in_fork(lambda: (tmp_path / "done").write_text(""), log) is None
    assert (tmp_path / "done").exists()


@pytest.mark.parametrize(
    ("work", "reason"),
    [
        (allocate, "it ran out of memory"),
        (lambda: os._exit(errno.ENOMEM), "it ran out of memory"),
        (
            lambda: die(signal.SIGKILL),
            "its process was killed (SIGKILL), which happens when memory runs out",
        ),
    ],
)
def test_work_that_runs_out_of_memory_is_told(work, reason, log):
    assert run_in_fork(work, log) == reason


@pytest.mark.parametrize(
    "last_words",
    [
        "terminate called after throwing an instance of 'std::bad_alloc'",
        "2026-01-01 00:00:00.1: F external/xla/driver.cc:1] CUDA_ERROR_OUT_OF_MEMORY",
        "F0000 00:00:00.1 1 driver.cc:1] Check failed: RESOURCE_EXHAUSTED: 1 GiB",
        "F0000 00:00:00.1 1 pool.cc:1] Failed to allocate 1024 bytes",
    ],
)
def test_an_abort_is_for_want_of_memory_if_the_log_says_so(last_words, log):
    log.write_text(f"step 1 of 2\n{last_words}\n")
    assert run_in_fork(abort, log) == "its process aborted (SIGABRT) because memory ran out"


def test_an_abort_for_another_reason_fails_the_job(log):
    log.write_text(
        "2026-01-01 00:00:00.1: W bfc_allocator.cc:1] Allocator (GPU_0_bfc) ran out of memory "
        "trying to allocate 1GiB. The caller indicates that this is not a failure\n"
        "2026-01-01 00:00:00.1: I driver.cc:1] failed to allocate 1GiB: CUDA_ERROR_OUT_OF_MEMORY\n"
        "2026-01-01 00:00:00.1: F timer.cc:1] Check failed: cuDNN is not there\n"
    )
    with pytest.raises(SystemExit) as caught:
        run_in_fork(abort, log)
    assert caught.value.code == signal.SIGABRT


def test_a_gan_is_given_up_only_when_its_job_is_not_begun_again(monkeypatch, tmp_path):
    monkeypatch.setattr(training_process, "run_in_fork", lambda work, log: "it ran out of memory")
    path = tmp_path / "gan_S_epoch1.h5"
    given = {"gan_id": GanId("s", "blog", 0, "S"), "epoch": "1", "log": "", "threads": 1}
    given |= {"train": "train.h5", "held_out": "held_out.h5"}
    with pytest.raises(MemoryError, match="the job will be retried"):
        train_in_child_process(path, retries_left=1, **given)
    assert not path.exists()
    train_in_child_process(path, retries_left=0, **given)
    assert read_untrained_reason(path).startswith("it ran out of memory")


@pytest.mark.parametrize(("status", "work"), [(1, lambda: 1 / 0), (3, lambda: sys.exit(3))])
def test_work_that_fails_otherwise_fails_the_job(status, work, log):
    with pytest.raises(SystemExit) as caught:
        run_in_fork(work, log)
    assert caught.value.code == status


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_the_child_does_not_outlive_its_parent(tmp_path, number):
    program = (
        "import os, sys, time\n"
        "from evenbeat.runtime.fork import run_in_fork\n"
        "from evenbeat.runtime.joblog import logged\n"
        "def work():\n"
        "    open(sys.argv[1], 'w').write(str(os.getpid()))\n"
        "    os.replace(sys.argv[1], sys.argv[1] + '.pid')\n"
        "    time.sleep(60)\n"
        "with logged(os.devnull):\n"
        "    run_in_fork(work, os.devnull)\n"
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
