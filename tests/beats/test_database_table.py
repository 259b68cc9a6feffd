import numpy as np
import pytest
import wfdb
from evenbeat.beats.database_table import tabulate_database
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
    """Give three and four beats, one every second, of two records."""
    for name, beats in (("second", 4), ("first", 3)):
        samples = 360 * np.arange(1, beats + 1)
        ecg = np.random.default_rng(beats).normal(size=360 * (beats + 2))
        ecg[samples] += 10
        write_datasets(
            tmp_path / f"filtered/{name}.h5",
            {"signal": (ecg.astype(np.float32), "mV")},
            {
                "record": f"x/{name}",
                "lead": f"lead of {name}",
                "sampling_rate": 360,
                "record_sampling_rate": 360.0,
                "frame_rate": 360.0,
                "filter": "wavelet",
                "simulated": name == "second",
            },
        )
        signal = f"{name}.dat 16 200/mV"
        (tmp_path / f"{name}.hea").write_text(f"{name} 1 360\n{signal}\n# patient {name[0]}\n")
        wfdb.wrann(name, "atr", samples, symbol=["N"] * beats, fs=360, write_dir=str(tmp_path))
    described = {
        "symbols": {"N": ["N"]},
        "patient_pattern": r"patient (\w)",
        "annotated_channel": None,
    }
    return lambda patients=PATIENTS, leads=(): tabulate_database(
        "x",
        tmp_path / "filtered",
        {name: str(tmp_path / f"{name}.atr") for name in PATIENTS},
        patients,
        described | {"leads": leads},
        OPTIONS,
    )


def test_records_follow_one_another(tabulate):
    beats, attributes = tabulate()
    assert beats["record"].tolist() == ["x/first"] * 3 + ["x/second"] * 4
    assert beats["patient"].tolist() == ["x/p"] * 3 + ["x/q"] * 4
    assert beats["sample"].tolist() == [360, 720, 1080, 360, 720, 1080, 1440]
    assert attributes["records"] == ["x/first", "x/second"]
    assert attributes["leads"] == ["lead of first", "lead of second"]
    assert attributes["annotated_beats"] == [3, 4]
    assert attributes["beats_outside"] == [0, 0]
    assert attributes["record_sampling_rates"] == [360, 360]
    assert attributes["simulated"]
    assert (attributes["sampling_rate"], attributes["filter"]) == (360, "wavelet")


def test_a_header_names_the_patient_whom_the_table_leaves_out(tabulate):
    beats, _ = tabulate({"first": "", "second": "q"})
    assert beats["patient"].tolist() == ["x/f"] * 3 + ["x/q"] * 4


def test_an_error_names_the_record(tabulate, tmp_path):
    wfdb.wrann("second", "atr", np.array([9000]), symbol=["N"], write_dir=str(tmp_path))
    with pytest.raises(InputError, match=r"second\.atr: all 1 beats of record x.second"):
        tabulate()


def test_leads_that_no_record_has_are_refused(tabulate):
    tabulate(leads=["V1", "lead of second"])
    message = (
        r"databases\.x\.leads: no record has MLII or V1\. The first leads of .* lead of first, "
    )
    with pytest.raises(InputError, match=message):
        tabulate(leads=["MLII", "V1"])
