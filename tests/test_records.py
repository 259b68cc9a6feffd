import numpy as np
import pytest
import wfdb
from evenbeat.errors import InputError
from evenbeat.records import is_simulated, read_beat_annotations, read_lead


@pytest.fixture
def stem(tmp_path):
    time = np.arange(2000) / 360
    signals = np.column_stack([np.sin(2 * np.pi * time), np.cos(2 * np.pi * time)])
    wfdb.wrsamp(
        "100",
        fs=360,
        units=["mV", "mV"],
        sig_name=["V5", "MLII"],
        p_signal=signals,
        fmt=["212", "212"],
        adc_gain=[200, 200],
        baseline=[1024, 1024],
        write_dir=str(tmp_path),
    )
    write_annotations(tmp_path, [10, 400, 800, 1200], ["+", "N", "~", "V"])
    return str(tmp_path / "100")


def write_annotations(folder, samples, symbols):
    wfdb.wrann("100", "atr", np.array(samples), symbol=symbols, fs=360, write_dir=str(folder))


def test_the_preferred_lead_is_found_by_name(stem):
    signal, lead = read_lead(stem, "MLII", 360)
    assert lead == "MLII"
    assert signal == pytest.approx(np.cos(2 * np.pi * np.arange(2000) / 360), abs=0.003)


def test_a_record_without_it_gives_its_first(stem):
    signal, lead = read_lead(stem, "V1", 360)
    assert lead == "V5"
    assert signal == pytest.approx(np.sin(2 * np.pi * np.arange(2000) / 360), abs=0.003)


def test_another_sampling_rate_is_refused(stem):
    with pytest.raises(InputError, match=r"100\.hea says 360 Hz.*signal\.sampling_rate.*250 Hz"):
        read_lead(stem, "MLII", 250)


@pytest.mark.parametrize("suffix", [".dat", ".hea"])
@pytest.mark.parametrize("share", [0, 0.5])
def test_a_file_cut_short_is_refused(stem, suffix, share):
    with open(stem + suffix, "r+b") as file:
        file.truncate(int(share * file.seek(0, 2)))
    with pytest.raises(InputError, match=r"100\.hea/\.dat cannot be read.*Delete both"):
        read_lead(stem, "MLII", 360)


def test_beats_are_kept_and_other_annotations_dropped(stem):
    samples, symbols = read_beat_annotations(stem, 2000)
    assert samples.tolist() == [400, 1200]
    assert symbols.tolist() == ["N", "V"]


def test_a_beat_outside_the_signal_is_refused(stem):
    with pytest.raises(InputError, match=r"1 beats outside the signal of 1200 samples.*1200"):
        read_beat_annotations(stem, 1200)


def test_missing_annotations_are_refused(stem, tmp_path):
    (tmp_path / "100.atr").unlink()
    with pytest.raises(InputError, match=r"100\.atr cannot be read"):
        read_beat_annotations(stem, 2000)


def test_a_header_says_whether_it_is_simulated(stem):
    assert not is_simulated(stem)
    with open(f"{stem}.hea", "a") as file:
        file.write("# SIMULATED by evenbeat\n")
    assert is_simulated(stem)
