import numpy as np
import pytest
from conftest import forged
from evenbeat.artifacts.check import check_artifact
from evenbeat.beats.synthetic import write_synthetic_rows
from evenbeat.gan.untrained import write_untrained
from evenbeat.io.hdf5 import write_datasets
from evenbeat.runtime.errors import InputError

UNIT = "pure number"

# Where the checksum trailer of a file begins.
TRAILER = -len(b"\nevenbeat SHA-256 ") - 65


def predictions(path, number=2):
    label = np.array([b"N", b"V"])
    columns = {
        "probability": (np.eye(2), UNIT),
        "label": (label, UNIT),
        "record": (label, UNIT),
        "sample": (np.arange(number), UNIT),
    }
    write_datasets(path, columns, {"kind": "lda"})
    return path


def test_a_sound_file(tmp_path):
    check_artifact(predictions(tmp_path / "predictions.h5"))


def test_a_checkpoint_needs_its_sample(untrained):
    with pytest.raises(InputError, match="lacks sample"):
        check_artifact(untrained["hinge"])


def test_the_checkpoint_that_all_classes_share_needs_none(untrained, tmp_path):
    path = tmp_path / "gan_all_epoch1.h5"
    path.write_bytes(untrained["hinge"].read_bytes()[:TRAILER])
    with forged(path) as file:
        file.attrs["class"] = "all"
    check_artifact(path)


def test_one_changed_byte(tmp_path):
    path = predictions(tmp_path / "predictions.h5")
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(InputError, match="does not match its content"):
        check_artifact(path)


def change(path, name, value):
    path.write_bytes(path.read_bytes()[:TRAILER])
    with forged(path) as file:
        del file[name]
        if value is not None:
            file[name] = value


def test_a_missing_dataset_is_named(tmp_path):
    path = predictions(tmp_path / "predictions.h5")
    change(path, "label", None)
    with pytest.raises(InputError, match="lacks label"):
        check_artifact(path)


def test_values_that_are_not_finite_are_counted(tmp_path):
    path = predictions(tmp_path / "predictions.h5")
    change(path, "probability", np.full((2, 2), np.nan))
    with pytest.raises(InputError, match="probability has 4 values that are not finite"):
        check_artifact(path)


def test_gaps_of_a_filtered_lead_are_no_fault_but_nothing_else_is(tmp_path):
    path, about = tmp_path / "100.h5", {"sampling_rate": 360, "record_sampling_rate": 360}
    write_datasets(path, {"signal": (np.array([np.nan, 1]), "mV")}, about)
    check_artifact(path)
    write_datasets(path, {"signal": (np.array([np.nan, np.nan]), "mV")}, about)
    with pytest.raises(InputError, match="not finite"):
        check_artifact(path)


def test_columns_of_different_lengths(tmp_path):
    with pytest.raises(InputError, match="different numbers of rows"):
        check_artifact(predictions(tmp_path / "predictions.h5", number=3))


def test_a_file_of_another_program(tmp_path):
    with forged(tmp_path / "train.h5", "w") as file:
        file["numbers"] = np.arange(3)
    with pytest.raises(InputError, match="expected the datasets of: training beats of a split"):
        check_artifact(tmp_path / "train.h5")


def test_an_array_that_is_not_finite(tmp_path):
    write_synthetic_rows(tmp_path / "beats.npy", np.array([1.0, np.inf]))
    with pytest.raises(InputError, match="not finite"):
        check_artifact(tmp_path / "beats.npy")


@pytest.mark.parametrize("dtype", [complex, [("value", complex, (2,))]])
def test_an_array_of_complex_numbers(tmp_path, dtype):
    write_synthetic_rows(tmp_path / "beats.npy", np.zeros(2, dtype))
    with pytest.raises(InputError, match="complex numbers"):
        check_artifact(tmp_path / "beats.npy")


def test_a_dataset_of_complex_numbers(tmp_path):
    path = predictions(tmp_path / "predictions.h5")
    change(path, "probability", np.eye(2, dtype=complex))
    with pytest.raises(InputError, match="probability has complex numbers"):
        check_artifact(path)


@pytest.fixture
def checkpoint(untrained, tmp_path):
    path = tmp_path / "gan_V_epoch1.h5"
    path.write_bytes(untrained["transfer"].read_bytes()[:TRAILER])
    with forged(path) as file:
        file["sample"] = np.zeros((1, 300))
    return path


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("model_weights", None, "lacks model_weights"),
        ("patients", np.array([b"a"]), "1 patients, but 3 templates"),
        ("templates", None, "3 patients, but 0 templates"),
    ],
)
def test_a_checkpoint_without_a_part_of_its_state(checkpoint, name, value, fault):
    check_artifact(checkpoint)
    change(checkpoint, name, value)
    with pytest.raises(InputError, match=fault):
        check_artifact(checkpoint)


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("scale", 0.0, "its scale is 0.0"),
        ("scale", np.nan, "its scale is nan"),
        ("scale", np.inf, "its scale is inf"),
        ("scale", None, "its scale is None"),
        ("class", "X", "its class is 'X'"),
        ("class", None, "its class is None"),
    ],
)
def test_a_checkpoint_with_a_wrong_attribute(checkpoint, name, value, fault):
    checkpoint.write_bytes(checkpoint.read_bytes()[:TRAILER])
    with forged(checkpoint) as file:
        del file.attrs[name]
        if value is not None:
            file.attrs[name] = value
    with pytest.raises(InputError, match=fault):
        check_artifact(checkpoint)


def test_a_checkpoint_without_networks_needs_a_reason(tmp_path):
    path = tmp_path / "gan_F_epoch4.h5"
    write_untrained(path, "too few beats", {"class": "F"})
    assert check_artifact(path)
    write_untrained(path, "", {"class": "F"})
    with pytest.raises(InputError, match="neither networks nor a reason"):
        check_artifact(path)


@pytest.mark.parametrize("state", ["state", "by_another_name"])
def test_a_checkpoint_of_an_own_model(tmp_path, state):
    about = {"trained": True, "class": "V", "model": "mine", "scale": 1.0}
    arrays = {name: (np.zeros((1, 2)), UNIT) for name in ("losses", "sample", state)}
    write_datasets(tmp_path / "gan_V_epoch1.h5", arrays, about)
    assert check_artifact(tmp_path / "gan_V_epoch1.h5")
    del arrays[state]
    write_datasets(tmp_path / "gan_V_epoch1.h5", arrays, about)
    with pytest.raises(InputError, match="lacks state"):
        check_artifact(tmp_path / "gan_V_epoch1.h5")


def test_a_file_of_unknown_kind_is_checked_only_with_a_list(tmp_path):
    (tmp_path / "RECORDS").write_bytes(b"12")
    assert not check_artifact(tmp_path / "RECORDS")
    digest = "6b51d431df5d7f141cbececcf79edf3dd861c3b4069f0b11661a3eefacbba918"
    (tmp_path / "SHA256SUMS.txt").write_text(f"{digest} RECORDS\n")
    assert check_artifact(tmp_path / "RECORDS")
