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


@pytest.fixture
def tabulate(tmp_path):
    """Give three and four beats, one every second, with the leads in the other order."""
    leads = {}
    for name, beats in (("second", 4), ("first", 3)):
        samples = 360 * np.arange(1, beats + 1)
        ecg = np.random.default_rng(beats).normal(size=360 * (beats + 2))
        ecg[samples] += 10
        leads[name] = ecg.astype(np.float32), "mV"
        wfdb.wrann(name, "atr", samples, symbol=["N"] * beats, fs=360, write_dir=str(tmp_path))
    write_datasets(
        tmp_path / "filtered.h5",
        leads,
        {
            "sampling_rate": 360,
            "filter": "wavelet",
            "records": ["second", "first"],
            "leads": ["lead of second", "lead of first"],
            "record_sampling_rates": [360.0, 360.0],
            "simulated": [True, False],
        },
    )
    return lambda: tabulate_database(
        str(tmp_path / "filtered.h5"),
        [str(tmp_path / f"{name}.atr") for name in PATIENTS],
        PATIENTS,
        {"N": ["N"]},
        OPTIONS,
    )


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
