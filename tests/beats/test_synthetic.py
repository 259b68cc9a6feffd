import numpy as np
import pytest
from evenbeat.beats.synthetic import (
    pack_beats,
    read_synthetic,
    read_synthetic_by_class,
    unpack_beats,
    write_synthetic_rows,
)
from evenbeat.beats.table import FEATURES
from evenbeat.runtime.errors import InputError


def some(number):
    rng = np.random.default_rng(0)
    waveform, template = rng.normal(size=(2, number, 300)).astype(np.float32)
    rhythm = rng.normal(size=(number, 6)).astype(np.float32)
    return waveform, template, rhythm, np.full(number, "Müller 1"), np.arange(number)


def test_what_is_packed_comes_back():
    *features, patient, row = some(3)
    found = unpack_beats(pack_beats(*features, patient, row))
    for name, column in zip(FEATURES, features, strict=True):
        assert np.array_equal(found[name], column)
    assert found["patient"].tolist() == patient.tolist()
    assert found["row"].tolist() == [0, 1, 2]


def test_they_are_read_by_class(tmp_path):
    paths = []
    for name, number in (("S", 3), ("F", 0)):
        paths.append(str(tmp_path / f"screened_{name}.npy"))
        write_synthetic_rows(paths[-1], pack_beats(*some(number)))
    found = read_synthetic_by_class(paths)
    assert {name: beats["waveform"].shape for name, beats in found.items()} == {
        "S": (3, 300),
        "F": (0, 300),
    }
    assert found["F"]["patient"].tolist() == []


@pytest.mark.parametrize("rows", [np.zeros((3, 300)), pack_beats(*some(4)).reshape(2, 2)])
def test_anything_else_is_refused(tmp_path, rows):
    write_synthetic_rows(tmp_path / "synthetic_S.npy", rows)
    with pytest.raises(InputError, match=r"synthetic_S\.npy holds .*expected rows of waveform"):
        read_synthetic(tmp_path / "synthetic_S.npy")


@pytest.mark.parametrize(
    ("field", "kind", "value"),
    [
        ("waveform", "<f4", np.nan),
        ("template", "<f4", np.inf),
        ("rhythm", "<f4", np.inf),
        ("rhythm", "S4", b"x"),
        ("patient", "<f4", 1),
        ("patient", "S2", b"\xff"),
        ("row", "<f4", 1),
    ],
)
def test_columns_that_are_no_beats_are_refused(tmp_path, field, kind, value):
    rows = pack_beats(*some(4))
    kinds = [(name, kind if name == field else rows.dtype[name]) for name in rows.dtype.names]
    forged = np.zeros(4, dtype=kinds)
    forged[field] = value
    write_synthetic_rows(tmp_path / "synthetic_S.npy", forged)
    with pytest.raises(InputError, match=r"synthetic_S\.npy holds values that are not"):
        read_synthetic(tmp_path / "synthetic_S.npy")
