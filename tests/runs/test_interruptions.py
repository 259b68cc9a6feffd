"""SIGKILL, SIGTERM and Ctrl-C in every kind of stage: nothing is lost and nothing done twice."""

import base64
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest

from runs.small_run import REPORT, STAGES, new_run

SIGNALS = [
    pytest.param(
        signal.SIGKILL,
        id="SIGKILL",
        marks=pytest.mark.fault(
            fault="SIGKILL of the run and its jobs",
            stage=", ".join(STAGES),
            kept="all that was finished; the same bits as undisturbed after a rerun",
            seen="Directory cannot be locked",
        ),
    ),
    pytest.param(
        signal.SIGTERM,
        id="SIGTERM",
        marks=pytest.mark.fault(
            fault="SIGTERM",
            stage=", ".join(STAGES),
            kept="all that was finished; the same bits as undisturbed after a rerun",
            seen="Will exit after finishing currently running jobs",
        ),
    ),
    pytest.param(
        signal.SIGINT,
        id="SIGINT",
        marks=pytest.mark.fault(
            fault="Ctrl-C",
            stage=", ".join(STAGES),
            kept="all that was finished; the same bits as undisturbed after a rerun",
            seen="Terminating processes on user request",
        ),
    ),
]


@pytest.fixture(scope="module")
def interrupted(undisturbed, tmp_path_factory):
    """Interrupt three runs side by side, each by one signal in every stage, and let them finish.

    By the way, their folders' names have spaces and other letters than English ones.
    """
    folder = tmp_path_factory.mktemp("Herz Schläge ♥ 'Übung'")
    with ThreadPoolExecutor() as pool:
        futures = {
            number: pool.submit(interrupt_in_every_stage, new_run(folder / number.name), number)
            for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
        }
    return futures


def interrupt_in_every_stage(run, number):
    """Give the finished run, and what the user saw each time."""
    finished, seen = {}, []
    for path in STAGES.values():
        output = run.interrupt(path, number)
        assert path not in run.artifacts()
        if number == signal.SIGKILL:
            output = run.fail(REPORT)
            run.complete("--unlock")
        else:
            assert not half_written(run)
        seen.append(output)
        assert_untouched(run, finished)
        finished = finished_files(run)
    run.complete()
    assert_untouched(run, finished)
    return run, seen


def finished_files(run):
    """Give the stamps of what finished jobs have made, as Snakemake keeps account of it."""
    begun = (run.folder / ".snakemake/incomplete").iterdir()
    unfinished = {base64.urlsafe_b64decode(marker.name).decode() for marker in begun}
    return {
        name: stamp
        for name, stamp in run.stamps().items()
        if "/." not in name and name not in unfinished
    }


def half_written(run):
    return [name for name in run.artifacts() if "/." in name]


def assert_untouched(run, finished):
    now = run.stamps()
    assert {name: now[name] for name in finished} == finished


@pytest.mark.parametrize("number", SIGNALS)
def test_a_run_that_is_interrupted_in_every_stage(undisturbed, interrupted, seen, number):
    run, outputs = interrupted[number].result()
    for output in outputs:
        seen(output)
    expected, found = undisturbed.contents(), run.contents()
    for name in half_written(run):
        assert number == signal.SIGKILL
        del found[name]
    assert found.keys() == expected.keys()
    assert [name for name in expected if found[name] != expected[name]] == []
