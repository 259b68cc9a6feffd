"""SIGKILL, SIGTERM and Ctrl-C in every kind of stage: nothing is lost and nothing done twice."""

import base64
import signal

import pytest

from runs.small_run import REPORT, STAGES, new_run

# One of each kind: a file that is fetched, a folder, a process of its own, TensorFlow, a page.
INTERRUPTED = ("download", "filter", "GAN training", "synthesis", "report")
NUMBERS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
SIGNALS = [
    pytest.param(
        signal.SIGKILL,
        id="SIGKILL",
        marks=pytest.mark.fault(
            fault="SIGKILL of the run and its jobs",
            stage=", ".join(INTERRUPTED),
            kept="all finished files; rerun: same result",
            seen="Directory cannot be locked",
        ),
    ),
    pytest.param(
        signal.SIGTERM,
        id="SIGTERM",
        marks=pytest.mark.fault(
            fault="SIGTERM",
            stage=", ".join(INTERRUPTED),
            kept="all finished files; rerun: same result",
            seen="Will exit after finishing currently running jobs",
        ),
    ),
    pytest.param(
        signal.SIGINT,
        id="SIGINT",
        marks=pytest.mark.fault(
            fault="Ctrl-C",
            stage=", ".join(INTERRUPTED),
            kept="all finished files; rerun: same result",
            seen="Terminating processes on user request",
        ),
    ),
]


@pytest.fixture(scope="module")
def interrupted(undisturbed, tmp_path_factory):
    """Interrupt a run in every kind of stage, by each signal in turn; give what the user saw.

    By the way, the run's folder has a name with spaces and other letters than English ones.
    """
    run = new_run(tmp_path_factory.mktemp("Herz Schläge ♥ 'Übung'"))
    finished, outputs = {}, {number: [] for number in NUMBERS}
    for stage in INTERRUPTED:
        for number in NUMBERS:
            outputs[number].append(interrupt(run, STAGES[stage], number))
            assert_untouched(run, finished)
            finished = finished_files(run)
    run.complete()
    assert_untouched(run, finished)
    return run, outputs


def interrupt(run, path, number):
    before = half_written(run)
    output = run.interrupt(path, number)
    assert path not in run.artifacts()
    if number == signal.SIGKILL:
        output = run.fail(REPORT)
        run.complete("--unlock")
    else:
        # What SIGKILL left in a folder goes with the folder.
        assert set(half_written(run)) <= set(before)
    return output


def finished_files(run):
    """Give the stamps of what finished jobs have made, as Snakemake keeps account of it."""
    begun = (run.folder / ".snakemake/incomplete").iterdir()
    unfinished = {base64.urlsafe_b64decode(marker.name).decode() for marker in begun}
    stamps = run.stamps()
    # A header is fetched before the signal file that it names, by the same job.
    headers = {name for name in stamps if name.endswith(".hea")}
    unfinished |= {name for name in headers if f"{name.removesuffix('hea')}dat" not in stamps}
    return {
        name: stamp
        for name, stamp in stamps.items()
        if "/." not in name and not {name, name.rpartition("/")[0]} & unfinished
    }


def half_written(run):
    return [name for name in run.artifacts() if "/." in name]


def assert_untouched(run, finished):
    now = run.stamps()
    assert {name: now[name] for name in finished} == finished


@pytest.mark.parametrize("number", SIGNALS)
def test_what_the_user_sees(interrupted, seen, number):
    _, outputs = interrupted
    for output in outputs[number]:
        seen(output)


def test_a_run_that_is_interrupted_in_every_kind_of_stage(undisturbed, interrupted):
    run, _ = interrupted
    expected, found = undisturbed.contents(), run.contents()
    for name in half_written(run):
        del found[name]
    assert found.keys() == expected.keys()
    assert [name for name in expected if found[name] != expected[name]] == []
