"""A full disk at every stage that writes: what was finished stays, and the rest follows later."""

import contextlib
import shutil
import subprocess

import numpy as np
import pytest
from evenbeat.io import checksum_trailer
from evenbeat.io.hdf5 import write_datasets
from evenbeat.runtime.errors import InputError

from runs.small_run import FILTERED, GAN, SPLIT, STAGES, Run, remove

WRITERS = STAGES | {
    "filter": FILTERED,
    "split": f"{SPLIT}/train.h5",
    "reference classifier": f"{SPLIT}/checker.h5",
    "selection of a checkpoint": f"{GAN}/milestones_V.json",
    "screen": f"{GAN}/screened_discriminator_V.npy",
}


@contextlib.contextmanager
def mounted(folder, *options):
    """Mount what `options` say at `folder` for the length of the block, if that is allowed."""
    done = subprocess.run(["mount", *options, str(folder)], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"needs the right to mount: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture(scope="module")
def small_disk(undisturbed, tmp_path_factory):
    """Give a finished run whose results and resources lie on a disk of their own."""
    folder = tmp_path_factory.mktemp("disk") / "run"
    disk = folder / "disk"
    shutil.copytree(undisturbed.folder, folder, symlinks=True)
    disk.mkdir()
    with mounted(disk, "-t", "tmpfs", "-o", "size=100m", "tmpfs"):
        for name in ("results", "resources"):
            shutil.move(folder / name, disk / name)
            (folder / name).symlink_to(disk / name)
        yield Run(folder)


@contextlib.contextmanager
def filled(disk):
    """Write until nothing more goes in."""
    path = disk / "filler"
    try:
        with path.open("wb", buffering=0) as file:
            for size in (2**20, 1):
                with contextlib.suppress(OSError):
                    while file.write(bytes(size)):
                        pass
        yield
    finally:
        path.unlink()


@pytest.mark.fault(
    fault="disk full",
    stage=", ".join(WRITERS),
    kept="all finished files; free some space and rerun: same result",
    seen="Free some space and run again; what is finished is kept",
)
@pytest.mark.parametrize("stage", WRITERS)
def test_a_full_disk(small_disk, seen, stage):
    target = WRITERS[stage]
    before = small_disk.contents()
    remove(small_disk.folder / target)
    with filled(small_disk.folder / "disk"):
        output = small_disk.fail(target)
    seen(output)
    left = small_disk.contents()
    assert not [name for name in left if name.startswith(target)]
    assert {name: before[name] for name in left} == left
    small_disk.complete(target)
    assert small_disk.contents() == before


def test_a_disk_that_fills_inside_an_hdf5_file(tmp_path, monkeypatch, capfd):
    """Other programs may take the space after the check; then HDF5 itself finds no room."""
    monkeypatch.setattr(checksum_trailer, "check_room", lambda path, size: None)
    with mounted(tmp_path, "-t", "tmpfs", "-o", "size=1m", "tmpfs"):
        with pytest.raises(InputError) as caught:
            write_datasets(tmp_path / "new.h5", {"beats": (np.ones(10**6), "mV")}, {})
        assert not list(tmp_path.iterdir())
    message = str(caught.value)
    assert "new.h5 cannot be written: the disk is full. Free some space" in message
    assert message.endswith("(No space left on device)")
    assert capfd.readouterr() == ("", "")
