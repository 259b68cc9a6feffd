import hashlib

import numpy as np
import pytest
import wfdb
from evenbeat.runtime.errors import InputError
from evenbeat.simulation.database import digitise, simulate_database
from evenbeat.simulation.waves import LEAD_DIRECTIONS
from simulated_patients import (
    PACED,
    SETTINGS,
    SIMULATION,
    beats_of,
    patient,
    simulate,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("database")
    simulate_database(folder, SIMULATION)
    return folder


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


class TestFiles:
    def test_same_seed_gives_same_bytes(self, folder, tmp_path):
        simulate_database(tmp_path, SIMULATION)
        assert contents(tmp_path) == contents(folder)

    def test_other_seed_gives_other_bytes(self, folder, tmp_path):
        simulate_database(tmp_path, SIMULATION | {"seed": 8})
        ours, theirs = contents(folder), contents(tmp_path)
        assert ours.keys() == theirs.keys()
        assert all(ours[name] != theirs[name] for name in ours)

    def test_record_does_not_depend_on_other_patients(self, folder, tmp_path):
        others = {"a00": patient(person=9, V=0.1), "a02": PACED}
        simulate_database(tmp_path, SIMULATION | {"patients": others})
        for suffix in ("dat", "hea", "atr"):
            name = f"a02.{suffix}"
            assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()

    def test_header(self, folder):
        header = wfdb.rdheader(str(folder / "a02"))
        assert header.comments == ["SIMULATED by evenbeat, seed 7. Not a patient."]
        assert header.sig_name == ["V5", "MLII"]
        assert header.fs == 360
        assert header.fmt == ["212", "212"]
        assert header.adc_gain == [200, 200]
        assert header.adc_res == [11, 11]
        assert header.adc_zero == header.baseline == [1024, 1024]
        assert header.base_date is None
        assert header.base_time is None

    @pytest.mark.parametrize("name", SIMULATION["patients"])
    def test_reads_back(self, folder, name):
        made = simulate(SIMULATION["patients"][name], 1, 7)
        read = wfdb.rdrecord(str(folder / name))
        np.testing.assert_allclose(read.p_signal, made.signal, atol=0.5 / 200 + 1e-9)
        annotation = wfdb.rdann(str(folder / name), "atr")
        np.testing.assert_array_equal(annotation.sample, made.samples)
        assert annotation.symbol == made.symbols
        assert annotation.aux_note == made.notes

    def test_checksums(self, folder):
        lines = (folder / "SHA256SUMS.txt").read_text().splitlines()
        digests = dict(reversed(line.split(" ")) for line in lines)
        files = {name: data for name, data in contents(folder).items() if name != "SHA256SUMS.txt"}
        assert list(digests) == sorted(files)
        assert len(files) == 6
        for name, data in files.items():
            assert digests[name] == hashlib.sha256(data).hexdigest()

    def test_digitise_stays_in_range(self):
        numbers = digitise(np.array([-100.0, -0.0049, 0.0, 1.0, 100.0]), SETTINGS["recorder"])
        assert numbers.tolist() == [0, 1023, 1024, 1224, 2047]


class TestRecorder:
    @pytest.mark.parametrize(
        ("rate", "form", "names"),
        [(128, "212", ["ECG1"]), (250, "16", ["V1", "II"]), (257, "16", list(LEAD_DIRECTIONS))],
    )
    def test_other_rates_formats_and_leads(self, tmp_path, rate, form, names):
        recorder = SETTINGS["recorder"] | {"sampling_rate": rate, "format": form}
        leads = {name: name if name in LEAD_DIRECTIONS else "II" for name in names}
        changes = {"recorder": recorder, "leads": leads, "patients": {"x": patient(leads=names)}}
        simulate_database(tmp_path, SIMULATION | changes)
        header = wfdb.rdheader(str(tmp_path / "x"))
        assert (header.fs, header.sig_len, header.sig_name) == (rate, 60 * rate, names)
        assert set(header.fmt) == {form}

    def test_the_heart_is_the_same_at_another_rate(self):
        fast, slow = (
            simulate(patient(), 1, 1, recorder=SETTINGS["recorder"] | {"sampling_rate": rate})
            for rate in (720, 360)
        )
        assert fast.symbols[-1] == slow.symbols[-1]
        beats = [beats_of(record)[0] / record.sampling_rate for record in (fast, slow)]
        np.testing.assert_allclose(*beats, atol=1 / 360)

    def test_an_unknown_lead(self, tmp_path):
        strange = {"a01": patient(leads=("V9",))}
        with pytest.raises(InputError, match="V9; expected the leads of the database: MLII"):
            simulate_database(tmp_path / "new", SIMULATION | {"patients": strange})

    def test_a_contradiction_names_the_patient(self, tmp_path):
        impossible = {"a01": patient(conduction="paced")}
        with pytest.raises(InputError, match=r"^patients\.a01: share .* and conduction paced"):
            simulate_database(tmp_path / "new", SIMULATION | {"patients": impossible})
