import numpy as np
import pytest
import wfdb
from evenbeat.beats.filtered import filter_records
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
    return [str(tmp_path / f"{name}.hea") for name in "ba"]


def test_each_record_is_filtered_as_by_itself(headers):
    leads, attributes = filter_records(headers, ["MLII"], 360, "bandpass", OPTIONS)
    assert attributes == {
        "sampling_rate": 360,
        "filter": "bandpass",
        "records": ["b", "a"],
        "leads": ("MLII", "ECG1"),
        "record_sampling_rates": (360.0, 128.0),
        "simulated": (False, False),
    }
    for ecg, unit in leads.values():
        assert (ecg.dtype, len(ecg)) == (np.float32, 20 * 360)
        assert unit.startswith("mV")
    record = wfdb.rdrecord(headers[0].removesuffix(".hea"))
    alone = filter_lead(record.p_signal[:, 0], 360, 360, "bandpass", OPTIONS)
    assert np.array_equal(leads["b"][0], alone.astype(np.float32))


def test_an_error_names_the_record(headers):
    wrong = {"wavelet": "db5", "level": 30}
    with pytest.raises(InputError, match=r"b\.dat: signal\.filters\.wavelet: level is 30"):
        filter_records(headers, ["MLII"], 360, "wavelet", wrong)
