import numpy as np
import pytest
import wfdb
from evenbeat.beats.database import tabulate_database
from evenbeat.io.hdf5 import write_datasets
from evenbeat.runtime.errors import InputError

OPTIONS = {
    "before": 100,
    "after": 200,
    "reference": "record",
    "scaling": "per_record",
    "qrs_half_width": 50,
    "local_rr_intervals": 10,
}
PATIENTS = {"first": "p", "second": "q"}


def make_record(folder, name, beats, simulated):
    """Write the filtered lead of a record and its annotations, a beat every second."""
    samples = 360 * np.arange(1, beats + 1)
    ecg = np.random.default_rng(beats).normal(size=360 * (beats + 2))
    ecg[samples] += 10
    write_datasets(
        folder / f"{name}.h5",
        {"signal": (ecg.astype(np.float32), "mV")},
        {
            "record": name,
            "lead": f"lead of {name}",
            "sampling_rate": 360,
            "record_sampling_rate": 360.0,
            "filter": "wavelet",
            "simulated": simulated,
        },
    )
    wfdb.wrann(name, "atr", samples, symbol=["N"] * beats, fs=360, write_dir=str(folder))


@pytest.fixture
def tabulate(tmp_path):
    make_record(tmp_path, "first", 3, simulated=False)
    make_record(tmp_path, "second", 4, simulated=True)
    filtered = [str(tmp_path / f"{name}.h5") for name in PATIENTS]
    annotations = [str(tmp_path / f"{name}.atr") for name in PATIENTS]
    return lambda: tabulate_database(filtered, annotations, PATIENTS, {"N": ["N"]}, OPTIONS)


def test_records_follow_one_another(tabulate):
    beats, attributes = tabulate()
    assert beats["record"].tolist() == ["first"] * 3 + ["second"] * 4
    assert beats["patient"].tolist() == ["p"] * 3 + ["q"] * 4
    assert beats["sample"].tolist() == [360, 720, 1080, 360, 720, 1080, 1440]
    assert attributes["records"] == ["first", "second"]
    assert attributes["leads"] == ["lead of first", "lead of second"]
    assert attributes["annotated_beats"] == [3, 4]
    assert attributes["beats_past_end"] == [0, 0]
    assert attributes["simulated"]
    assert (attributes["sampling_rate"], attributes["filter"]) == (360, "wavelet")


def test_an_error_names_the_record(tabulate, tmp_path):
    wfdb.wrann("second", "atr", np.array([9000]), symbol=["N"], write_dir=str(tmp_path))
    with pytest.raises(InputError, match=r"second\.atr: all 1 beats of record second"):
        tabulate()
    (tmp_path / "second.h5").write_bytes(b"broken")
    with pytest.raises(InputError, match=r"second\.h5 is not as it was written"):
        tabulate()
