"""The workflow through profiles/slurm on a real SLURM of one node, also while that is disturbed."""

import os
import re
import shutil
import signal
import sys
import time
from collections import namedtuple

import pytest
import yaml
from conftest import ROOT, copy_project
from evenbeat.pipeline.resources import memory_mb, read_costs, runtime_minutes

from runs import slurm as private_slurm
from runs.small_run import GAN, HANGING, HERE, Run, end, stop

pytestmark = pytest.mark.skipif(
    "CI" not in os.environ and bool(private_slurm.missing()), reason=private_slurm.missing()
)
PROFILE = yaml.safe_load((ROOT / "profiles/slurm/config.yaml").read_text())
SNAKEMAKE = (
    sys.executable,
    str(HERE / "impatient_snakemake.py"),
    "--workflow-profile",
    "profiles/slurm",
    "--slurm-init-seconds-before-status-checks",
    "1",
)
COSTS = "workflow/costs.csv"
SEGMENT = read_costs(ROOT / COSTS)["train_gan"]["seconds"]
FIRST, SECOND = (f"{GAN}/gan_V_epoch{epoch}.h5" for epoch in (1, 2))


@pytest.fixture(scope="module")
def slurm():
    """Give a SLURM that has four processors and two GPUs, on paper."""
    assert not private_slurm.missing(), private_slurm.missing()
    with private_slurm.running() as cluster:
        yield cluster


class SlurmRun(Run):
    """A folder in which the small configuration runs through SLURM."""

    snakemake = SNAKEMAKE

    def __init__(self, folder, slurm):
        super().__init__(folder)
        self.slurm = slurm

    def start(self, *arguments, **options):
        return super().start(*arguments, **{"cores": 4} | self.slurm.environment | options)

    def start_segments(self):
        """Start a run that has the two segments of the GAN to do."""
        return self.start(SECOND)

    def pause_segments(self):
        """Run until the second segment is trained and its job about to show what it made."""
        return self.pause(SECOND, SECOND)


@pytest.fixture
def run(undisturbed, copy_run, slurm):
    """Give a run whose GAN is yet to be trained."""
    copied = SlurmRun(copy_run(undisturbed).folder, slurm)
    shutil.rmtree(copied.folder / GAN)
    return copied


@pytest.fixture
def assert_done(undisturbed, run, slurm):
    """Give a function that asserts what was submitted, and that it made what no cluster would."""
    before = len(segments(slurm))

    def check(first, second, since=before):
        done = [job.comment.rpartition("_")[2] for job in segments(slurm)[since:]]
        assert done == ["1"] * first + ["2"] * second
        for name in (FIRST, SECOND):
            assert (run.folder / name).read_bytes() == (undisturbed.folder / name).read_bytes()

    return check


Job = namedtuple("Job", ["comment", "gpus", "memory", "limit", "state"])


def submitted(slurm):
    """List the jobs of all runs, in their order."""
    columns = "comment:120,tres-per-job:20,minmemory:20,timelimit:20,state:20"
    asked = slurm.ask("squeue", "--noheader", "--states=all", "--sort=i", f"--Format={columns}")
    return [Job(*line.split()) for line in asked.splitlines()]


def segments(slurm):
    """List the segments of GANs among those jobs."""
    return [job for job in submitted(slurm) if "train_gan" in job.comment]


def goes_on(process):
    """Wait for a run to end by itself; give what it said, having asserted that it succeeded."""
    try:
        output, _ = process.communicate(timeout=HANGING)
    finally:
        end(process)
    assert process.returncode == 0, output
    return output


def wait_until(condition):
    deadline = time.monotonic() + HANGING
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def running_job(slurm):
    """Give the id of the only job that SLURM runs; nothing where it runs none."""
    return slurm.ask("squeue", "--noheader", "--states=running", "--format=%i")


def test_a_whole_run_equals_that_of_one_machine(undisturbed, slurm, tmp_path):
    copy_project(tmp_path)
    run = SlurmRun(tmp_path, slurm)
    before = len(submitted(slurm))
    run.complete()
    expected, found = undisturbed.contents(), run.contents()
    assert found.keys() == expected.keys()
    assert [name for name in expected if found[name] != expected[name]] == []
    # Of 35 jobs, most go in groups.
    assert len(submitted(slurm)[before:]) < 20
    assert {job.gpus for job in segments(slurm)} == {"gres:gpu:1"}


@pytest.mark.fault(
    fault="a job that is cancelled",
    stage="SLURM",
    kept="all finished files; the job is submitted again, and the run goes on",
    seen="CANCELLED",
)
def test_a_job_that_is_cancelled(run, slurm, seen, assert_done):
    process = run.pause_segments()
    first = run.stamps()[FIRST]
    slurm.ask("scancel", running_job(slurm))
    seen(goes_on(process))
    assert run.stamps()[FIRST] == first
    assert_done(first=1, second=2)


@pytest.mark.fault(
    fault="a job that reaches its time limit",
    stage="SLURM",
    kept="all finished files; the job is submitted again with more time, and the run goes on",
    seen="TIMEOUT",
)
def test_a_time_limit(run, slurm, seen, assert_done):
    process = run.pause_segments()
    first, limit = run.stamps()[FIRST], segments(slurm)[-1].limit
    # The limit is a minute at least; its end comes soon. SLURM refuses an end that is past.
    slurm.ask("scontrol", "update", f"JobId={running_job(slurm)}", "EndTime=now+3")
    seen(goes_on(process))
    limits = [limit, segments(slurm)[-1].limit]
    assert limits == [f"{runtime_minutes(SEGMENT, attempt)}:00" for attempt in (1, 2)]
    assert run.stamps()[FIRST] == first
    assert_done(first=1, second=2)


@pytest.mark.fault(
    fault="a job that needs more memory than it requested",
    stage="SLURM",
    kept="all finished files; the job is submitted again with more memory, and the run goes on",
    seen="SLURM status is: 'FAILED'",
)
def test_a_job_that_runs_out_of_memory(run, slurm, seen, assert_done):
    """Its rule is said to be cheaper than it is."""
    costs = (run.folder / COSTS).read_text()
    (run.folder / COSTS).write_text(re.sub("(?m)^train_gan,.*", "train_gan,2,30,200", costs))
    seen(goes_on(run.start_segments()))
    asked = [(job.memory, job.state) for job in segments(slurm)[-4:]]
    less, more = (f"{memory_mb(200, attempt)}M" for attempt in (1, 2))
    assert asked == [(less, "FAILED"), (more, "COMPLETED")] * 2
    assert_done(first=2, second=2)


@pytest.mark.fault(
    fault="a node that is drained and resumed",
    stage="SLURM",
    kept="all; jobs wait for the node",
    seen="2 of 2 steps (100%) done",
)
def test_a_node_that_is_drained(run, slurm, seen, assert_done):
    process = run.start_segments()
    wait_until(lambda: running_job(slurm))
    slurm.ask("scontrol", "update", "NodeName=localhost", "State=drain", "Reason=test")
    wait_until(lambda: slurm.ask("squeue", "--noheader", "--states=pending", "--format=%i"))
    assert not (run.folder / SECOND).exists()
    slurm.ask("scontrol", "update", "NodeName=localhost", "State=resume")
    seen(goes_on(process))
    assert_done(first=1, second=1)


@pytest.mark.fault(
    fault="a controller that is stopped and started again",
    stage="SLURM",
    kept="all; jobs go on, and the run keeps asking (during a long outage only with accounts)",
    seen="2 of 2 steps (100%) done",
)
def test_a_controller_that_is_restarted(run, slurm, seen, assert_done):
    log = run.folder / "results/small/logs/train_gan/interpatient_blog_seed0_V_epoch1.log"
    log.unlink()
    process = run.start_segments()
    # Until SLURM has started all of the job, which needs the controller.
    wait_until(log.exists)
    slurm.stop_controller()
    before = slurm.count_unanswered()
    # More often than Snakemake's executor would have it by itself.
    wait_until(lambda: slurm.count_unanswered() > before + 5)
    slurm.start_controller()
    seen(goes_on(process))
    assert_done(first=1, second=1)


@pytest.mark.fault(
    fault="Ctrl-C of the run that submits",
    stage="SLURM",
    kept="all finished files; its jobs are cancelled (check that none is left); a rerun continues",
    seen="Terminating processes on user request",
)
def test_the_submitting_process_is_interrupted(run, slurm, seen, assert_done):
    process = run.pause_segments()
    first = run.stamps()[FIRST]
    seen(stop(process, signal.SIGINT))
    slurm.ask("scancel", "--user=root")
    wait_until(lambda: not slurm.ask("squeue", "--noheader"))
    # The run may have submitted the cancelled job again before it ended.
    interrupted = len(segments(slurm))
    run.complete(SECOND)
    assert run.stamps()[FIRST] == first
    assert_done(first=0, second=1, since=interrupted)


@pytest.mark.fault(
    fault="SIGKILL of the run that submits",
    stage="SLURM",
    kept="all finished files; cancel remaining jobs with scancel, then as on one machine",
    seen="Directory cannot be locked",
)
def test_the_submitting_process_is_killed(run, slurm, seen, assert_done):
    process = run.pause_segments()
    first = run.stamps()[FIRST]
    stop(process, signal.SIGKILL)
    slurm.ask("scancel", running_job(slurm))
    seen(run.fail(SECOND))
    run.complete("--unlock")
    run.complete(SECOND)
    assert run.stamps()[FIRST] == first
    assert_done(first=1, second=2)


@pytest.mark.fault(
    fault="a partition that does not exist",
    stage="SLURM",
    kept="all; nothing is submitted",
    seen="SLURM has no partition 'nowhere'; it has main",
)
def test_a_partition_that_does_not_exist(run, seen):
    seen(run.fail(FIRST, "--default-resources", "slurm_partition=nowhere"))
    run.complete("--dry-run", FIRST)


@pytest.mark.fault(
    fault="more GPUs requested than a node has",
    stage="SLURM",
    kept="all; nothing is submitted",
    seen="Jobs request 3 GPU, and no node of partition main has more than 2",
)
def test_a_gpu_where_there_is_none(run, seen):
    seen(run.fail(FIRST, "--set-resources", "train_gan:gpu=3"))


@pytest.mark.fault(
    fault="a machine without SLURM",
    stage="SLURM",
    kept="all; nothing is submitted",
    seen="This machine has no sbatch or sinfo",
)
def test_a_machine_without_slurm(run, seen, tmp_path):
    for name in ("sh", "bash", "which", "env"):
        (tmp_path / name).symlink_to(shutil.which(name))
    seen(run.fail(FIRST, PATH=str(tmp_path)))


@pytest.mark.fault(
    fault="a shared file system that shows results late",
    stage="SLURM",
    kept="all finished files; a rerun continues, if necessary with a longer wait",
    seen="consider to increase the wait time with --latency-wait",
)
def test_a_file_system_that_lags(run, seen, assert_done):
    lag = {"LAG_AT": f"{FIRST}$", "LAG_SECONDS": "8"}
    seen(run.fail(FIRST, "--latency-wait", "1", "--retries", "0", **lag))
    # It comes after all, and would do; without it, the profile's own wait is put to the test.
    wait_until((run.folder / FIRST).exists)
    (run.folder / FIRST).unlink()
    assert PROFILE["latency-wait"] > 8
    run.complete(SECOND, **lag)
    assert_done(first=2, second=1)
