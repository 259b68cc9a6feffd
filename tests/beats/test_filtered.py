import numpy as np
import pytest
import wfdb
from evenbeat.beats.filtered import write_filtered
from evenbeat.io.hdf5 import read_datasets
from evenbeat.runtime.errors import InputError
from evenbeat.signal.filters import filter_lead

OPTIONS = {"low": 0.5, "high": 40, "order": 2}


@pytest.fixture
def headers(tmp_path):
    """Give the headers of two records of other rates and leads."""
    for name, rate, lead in (("b", 360, "MLII"), ("a", 128, "ECG1")):
        signal = np.sin(np.arange(20 * rate) * 2 * np.pi / rate)
        wfdb.wrsamp(name, fs=rate, units=["mV"], sig_name=[lead], p_signal=signal[:, None],
                    fmt=["16"], adc_gain=[1000], baseline=[0], write_dir=str(tmp_path))  # fmt: skip
    return {name: str(tmp_path / f"{name}.hea") for name in "ba"}


def test_each_record_is_filtered_as_by_itself(headers, tmp_path):
    write_filtered(tmp_path, "x", headers, ["MLII"], 360, "bandpass", OPTIONS)
    for name, lead, rate in (("b", "MLII", 360), ("a", "ECG1", 128)):
        arrays, attributes = read_datasets(tmp_path / f"{name}.h5")
        assert attributes == {
            "record": f"x/{name}",
            "lead": lead,
            "sampling_rate": 360,
            "record_sampling_rate": rate,
            "frame_rate": rate,
            "filter": "bandpass",
            "simulated": False,
        }
        assert (arrays["signal"].dtype, len(arrays["signal"])) == (np.float32, 20 * 360)
    record = wfdb.rdrecord(headers["b"].removesuffix(".hea"))
    alone = filter_lead(record.p_signal[:, 0], 360, 360, "bandpass", OPTIONS)
    found = read_datasets(tmp_path / "b.h5")[0]["signal"]
    assert np.array_equal(found, alone.astype(np.float32))


def test_an_error_names_the_record(headers, tmp_path):
    wrong = {"wavelet": "db5", "level": 30}
    with pytest.raises(InputError, match=r"b\.dat: signal\.filters\.wavelet: level is 30"):
        write_filtered(tmp_path, "x", headers, ["MLII"], 360, "wavelet", wrong)
