"""Files that were cut short or edited by hand, behind Snakemake's back."""

import contextlib
import os

import h5py
import numpy as np
import pytest

from runs.small_run import CONFIG, DATABASE, FILTERED, GAN, REPORT, STAGES, remove

FIRST, SECOND = f"{GAN}/gan_V_epoch1.h5", f"{GAN}/gan_V_epoch2.h5"


@contextlib.contextmanager
def times_kept(path):
    """Leave a file the times that it had."""
    times = path.stat()
    yield
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def cut(path, share):
    with times_kept(path):
        path.write_bytes(path.read_bytes()[: int(share * path.stat().st_size)])


@pytest.mark.fault(
    fault="an incomplete checkpoint",
    stage="GAN training",
    kept="all other files; delete the file and rerun: same result",
    seen="Delete it and run again",
)
def test_a_milestone_cut_short(run, seen):
    before = run.contents()
    (run.folder / SECOND).unlink()
    for share in (0.99, 0):
        cut(run.folder / FIRST, share)
        output = run.fail(SECOND)
        seen(output)
        assert "gan_V_epoch1.h5" in output
    (run.folder / FIRST).unlink()
    run.complete(FIRST)
    assert run.has_lost_nothing(before, but=[SECOND])


@pytest.mark.fault(
    fault="a checkpoint edited by hand",
    stage="GAN training",
    kept="all other files",
    seen="the SHA-256 at its end",
)
def test_a_milestone_edited_by_hand(run, seen):
    path = run.folder / FIRST
    with times_kept(path), h5py.File(path, "r+") as file:
        file.attrs["model"] = "other"
    before = run.contents()
    (run.folder / SECOND).unlink()
    seen(run.fail(SECOND))
    assert run.has_lost_nothing(before, but=[SECOND])


@pytest.mark.fault(
    fault="a file of a record edited after the download",
    stage="filter, beats",
    kept="all files not made from it; delete the file and rerun: same result",
    seen="it was damaged or edited after it was fetched",
)
@pytest.mark.parametrize(
    ("suffix", "made"), [("dat", FILTERED), ("hea", FILTERED), ("atr", f"{DATABASE}/beats.h5")]
)
def test_a_records_file_edited_by_hand(run, seen, suffix, made):
    before = run.contents()
    fetched = f"resources/small/s02.{suffix}"
    path = run.folder / fetched
    content = path.read_bytes()
    with times_kept(path):
        path.write_bytes(content.replace(content[20:23], content[20:22] + b"7", 1))
    remove(run.folder / made)
    output = run.fail(made)
    seen(output)
    assert fetched in output
    path.unlink()
    run.complete(made)
    assert run.contents() == before


@pytest.mark.fault(
    fault="an incomplete table of beats",
    stage="split",
    kept="all other files; delete the file and rerun: same result",
    seen="Delete it and run again",
)
def test_a_table_of_beats_cut_short(run, seen):
    before = run.contents()
    table = f"{DATABASE}/beats.h5"
    train = "results/small/interpatient/train.h5"
    (run.folder / train).unlink()
    for share in (0.5, 0):
        cut(run.folder / table, share)
        seen(run.fail(train))
    (run.folder / table).unlink()
    run.complete(train)
    assert run.contents() == before


@pytest.mark.fault(
    fault="a table of beats edited by hand",
    stage="split",
    kept="all other files",
    seen="the SHA-256 at its end",
)
def test_a_table_of_beats_edited_by_hand(run, seen):
    path = run.folder / DATABASE / "beats.h5"
    with times_kept(path), h5py.File(path, "r+") as file:
        file["waveform"][3, 5] += 0.01
    before = run.contents()
    sides = [f"results/small/interpatient/{side}.h5" for side in ("train", "test")]
    (run.folder / sides[0]).unlink()
    seen(run.fail(sides[0]))
    assert run.has_lost_nothing(before, but=sides)


@pytest.mark.fault(
    fault="an unknown key in the configuration",
    stage="planning",
    kept="all",
    seen="was unexpected",
)
def test_a_configuration_that_was_edited(run, seen):
    before = run.stamps()
    with (run.folder / CONFIG).open("a") as file:
        file.write("typo: 1\n")
    seen(run.fail("--dry-run"))
    assert run.stamps() == before


@pytest.mark.parametrize("share", [0.2, 0.45, 0.7, 0.95])
def test_a_configuration_that_was_cut_short(run, share):
    """It is still a configuration, or an error."""
    before = run.stamps()
    cut(run.folder / CONFIG, share)
    _, output = run.finish("--dry-run")
    assert "Traceback" not in output, output
    assert run.stamps() == before


def blog_training(**settings):
    return {"gan": {"models": {"blog": {"training": settings}}}}


@pytest.mark.fault(
    fault="training that diverges",
    stage="GAN training",
    kept="all other files",
    seen="not finite",
)
def test_a_training_that_diverges(run, seen):
    before = run.contents()
    seen(run.fail(FIRST, config=blog_training(generator_learning_rate=1e30)))
    assert run.has_lost_nothing(before, but=[FIRST])


@pytest.mark.fault(
    fault="a class with too few beats for a GAN",
    stage="GAN training",
    kept="all other GANs; all arms are trained and scored",
    seen="training beats, 60 are needed",
)
def test_a_class_with_too_few_beats_for_a_gan(run, seen):
    run.complete(config=blog_training(min_beats=60))
    seen((run.folder / REPORT).read_text())
    assert np.load(run.folder / STAGES["synthesis"])["waveform"].shape == (0, 300)
