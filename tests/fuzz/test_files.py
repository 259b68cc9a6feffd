"""Tables of beats, milestones and arrays: cut, damaged, and forged with a seal that fits."""

import functools

import h5py
import numpy as np
import pytest
from conftest import TRAINING, forged
from evenbeat.beats.synthetic import read_synthetic_rows, write_synthetic_rows
from evenbeat.beats.table import UNITS, read_beats, write_beats
from evenbeat.data.checksums import read_checksums
from evenbeat.gan.checkpoints import write_checkpoint
from evenbeat.gan.keras_files import read_discriminator, read_gan, read_generator
from evenbeat.gan.models import blog
from evenbeat.gan.untrained import read_untrained_reason
from evenbeat.io.checksum_trailer import verify_checksum
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays, scalar_dtypes

from fuzz.inputs import damaged, fuzz, refused


def sound_beats(path):
    text = {name: np.array(["N", "V", "N"]) for name in ("label", "symbol", "record", "patient")}
    numbers = {
        "waveform": np.zeros((3, 300), np.float32),
        "template": np.zeros((3, 300), np.float32),
        "rhythm": np.zeros((3, 6), np.float32),
        "features": np.zeros((3, 23), np.float32),
        "sample": np.arange(3),
    }
    write_beats(path, text | numbers, {"scaling": "per_record"})


@functools.cache
def untrained_gan():
    """Give a GAN that is read into again and again."""
    return blog.Model().build({"beat": np.zeros((8, 300))}, TRAINING, 0)


def sound_checkpoint(path):
    origin = {"model": "blog", "class": "V", "precision": "float32", "scale": 1.0, "limit": 1.0}
    losses = {"losses": np.zeros((3, 2), np.float32)}
    write_checkpoint(path, blog.Model(), untrained_gan(), losses, origin)


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    path = tmp_path_factory.mktemp("table") / "beats.h5"
    sound_beats(path)
    return path, path.read_bytes()


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory):
    path = tmp_path_factory.mktemp("milestone") / "gan_V_epoch1.h5"
    sound_checkpoint(path)
    return path, path.read_bytes()


READERS = {
    "beats.h5": (sound_beats, read_beats),
    "gan_V_epoch1.h5": (
        sound_checkpoint,
        lambda path: read_gan(path, untrained_gan(), "float32"),
    ),
    "synthetic_V.npy": (lambda path: write_synthetic_rows(path, np.eye(9)), read_synthetic_rows),
}


@pytest.mark.parametrize("name", READERS)
def test_damage_is_always_noticed(tmp_path_factory, name):
    """Not one changed file is read: HDF5 could crash on it, or give other numbers."""
    path = tmp_path_factory.mktemp("damaged") / name
    write, read = READERS[name]
    write(path)
    sound = path.read_bytes()
    read(path)

    @fuzz(150, content=damaged(sound))
    def check(content):
        path.write_bytes(content)
        assert refused(path, read if content != sound else verify_checksum, path) == (
            content != sound
        )

    check()


ANY_ARRAY = arrays(scalar_dtypes(), array_shapes(min_dims=0, max_dims=3, max_side=4))


def test_tables_of_anything(table):
    path, sound = table

    @fuzz(150, name=st.sampled_from(sorted(UNITS)), value=st.one_of(st.none(), ANY_ARRAY))
    def check(name, value):
        path.write_bytes(sound)
        with forged(path) as file:
            del file[name]
            if value is None:
                file.create_group(name)
            elif value.dtype.kind not in "mMUc":  # of which h5py has none
                file[name] = value
        if not refused(path, read_beats, path):
            beats = read_beats(path)
            assert {len(column) for column in beats.values()} == {3}
            assert np.isfinite(beats["waveform"]).all()

    check()


ATTRIBUTES = ["trained", "reason", "model", "precision", "step", "model_config", "keras_version"]
# h5py writes no text with a NUL.
ANY_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
ANY_VALUE = st.one_of(st.none(), ANY_TEXT, st.integers(-9, 2**40), st.floats())


def test_milestones_that_say_anything(checkpoint):
    path, sound = checkpoint

    @fuzz(40, name=st.sampled_from(ATTRIBUTES), value=ANY_VALUE)
    def check(name, value):
        path.write_bytes(sound)
        with forged(path) as file:
            file.attrs.pop(name, None)
            if value is not None:
                file.attrs[name] = value
        for read in (read_untrained_reason, read_generator, resume, judge):
            refused(path, read, path)

    check()


def resume(path):
    return read_gan(path, untrained_gan(), "float32")


def judge(path):
    return read_discriminator(path, blog.Model(), 300)


def test_milestones_of_any_arrays(checkpoint):
    path, content = checkpoint
    with h5py.File(path) as file:
        names = [f"discriminator/{name}" for name in file["discriminator"]]

    @fuzz(60, name=st.sampled_from(names), value=st.one_of(st.none(), ANY_ARRAY))
    def check(name, value):
        path.write_bytes(content)
        with forged(path) as file:
            sound = file[name][()]
            del file[name]
            if value is not None and value.dtype.kind not in "mMUc":
                file[name] = value
        like = np.shape(value) == sound.shape and value.dtype == sound.dtype
        assert refused(path, judge, path) or like

    check()


def test_checksum_lists(tmp_path_factory):
    path = tmp_path_factory.mktemp("list") / "SHA256SUMS.txt"
    sound = b"".join(b"%064x s%02d.dat\n" % (number, number) for number in range(4))

    @fuzz(150, content=damaged(sound))
    def check(content):
        path.write_bytes(content)
        if not refused(path, read_checksums, path):
            assert all(len(digest) == 64 for digest in read_checksums(path).values())

    check()
