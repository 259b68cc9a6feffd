import re

import numpy as np
import pytest
import wfdb
import yaml
from evenbeat.data.checksums import check_files, read_checksums
from evenbeat.data.records_table import read_records_table
from evenbeat.runtime.errors import InputError
from evenbeat.survey.configuration import (
    list_outputs,
    name_database,
    render_yaml,
    write_configuration,
)
from evenbeat.survey.description import describe_folder
from evenbeat.survey.summary import summarise_survey
from evenbeat.survey.warnings import list_warnings
from fuzz.inputs import REMEDY
from wfdb_folders import RATE, SECONDS, write_folder, write_record


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_folder(tmp_path_factory.mktemp("data") / "my records")


def test_what_is_there_is_counted(folder):
    description = describe_folder(folder)
    lines = [f"{label.strip()}: {text}" for label, text in summarise_survey(description)]
    assert "records: 4, of which the workflow can use 4; 6 min" in lines
    assert "rates: 250 Hz (4)" in lines
    assert "leads: V1 (4), II (4)" in lines
    assert "used: II (4)" in lines
    assert "beats: 396: N 240, S 80, V 76, F 0, Q 0" in lines
    assert "V: V 76" in lines
    assert "other: + 4 (not beats)" in lines
    assert "patients: 4, named in the headers" in lines
    assert "sides: test 2, train 2" in lines


def test_what_the_workflow_cannot_use_is_named_and_left_out(tmp_path):
    folder = write_folder(tmp_path / "mine", 2)
    beats = ["N", "V"] * 40
    write_record(folder, "volts", beats, units=["NU", "NU"])
    write_record(folder, "cut", beats)
    (folder / "cut.dat").write_bytes((folder / "cut.dat").read_bytes()[:-500])
    write_record(folder, "bare", beats)
    (folder / "bare.atr").unlink()
    write_record(folder, "paced", ["/"] * 80, comments=["Patient: 9"])
    (folder / "strange name.hea").write_text("strange 1 250 100\n")
    (folder / "broken.hea").write_text("")
    description = describe_folder(folder)
    assert set(description.problems) == {"volts", "cut", "bare", "strange name", "broken"}
    warned = "\n".join(list_warnings(description))
    for text in (
        "its signals are V1 (NU), II (NU)",
        "no bare.atr",
        "2 more are left out",
        "paced are paced",
    ):
        assert text in warned or text in str(description.problems)
    assert description.sides["paced"] == "paced"
    assert {"volts", "cut"}.isdisjoint(description.sides)


def test_few_beats_and_unnamed_patients_are_warned_of(tmp_path):
    for name in ("a1", "a2"):
        write_record(tmp_path / "mine", name, [*["N", "V"] * 40, *["F"] * 4])
    description = describe_folder(tmp_path / "mine")
    warned = "\n".join(list_warnings(description))
    assert "the headers do not name the patients" in warned
    assert "interpatient is without F: 4 training and 4 test beats" in warned
    assert "too few training beats for the default GAN" in warned
    assert "fewer than 100 test beats of V" in warned
    assert description.classes["interpatient"] == ["N", "V"]


def write_patients(folder, *comments):
    """Write a record with each header comment, and return the survey and all it says."""
    for number, comment in enumerate(comments):
        write_record(folder, f"r{number}", ["N", "V"] * 40, comments=[comment])
    description = describe_folder(folder)
    summary = [text for _, text in summarise_survey(description)]
    lines = [*summary, render_yaml(description, folder.parent / "mine.yaml")]
    return description, "\n".join(lines)


def test_names_are_kept_if_other_headers_have_none_or_two(tmp_path):
    comments = ("Patient: s1", "Patient: s1", "Patient: s0", "age 50", "Patient: s1, subject s2")
    description, said = write_patients(tmp_path / "mine", *comments)
    assert description.sides["r0"] == description.sides["r1"]
    assert "no patient is named in the header of: r3. Each of these" in said
    assert "several patients are named in the header of: r4 (s1, s2). Each of these" in said
    assert "3 of 5 headers name one patient" in said
    assert "4, named in 3 of 5 headers" in said
    assert "headers name no patients" not in said


def test_comments_that_may_name_a_patient_are_quoted(tmp_path):
    """Only the user knows that two of these records are of one person."""
    comments = ("subject: S01 visit 1", "subject: S01 visit 2", "subject: S02 visit 1", "age 9")
    _, said = write_patients(tmp_path / "mine", *comments)
    assert "No name was taken from: 'subject: S01 visit 1', 'subject: S01 visit 2', " in said
    assert "'age 9'" not in said


def test_records_of_one_patient_are_on_one_side(tmp_path):
    description, said = write_patients(tmp_path / "mine", *["Patient: s7"] * 3)
    assert set(description.sides.values()) == {"train"}
    assert "the headers name only one patient, s7: interpatient needs at least two" in said
    assert "patients in the table are from the comments" in said
    assert "no record is in the test set" in said
    assert "random draws" not in said
    assert "1, named in the headers" in said


def test_the_rate_is_that_of_the_lead_that_is_used(tmp_path):
    """The other lead, which is first, has one sample in a frame, and this one four."""
    folder = tmp_path / "mine"
    folder.mkdir()
    ecg = np.exp(-(((np.arange(SECONDS * RATE) % 200 - 100) / 5) ** 2))
    for record in ("a", "b"):
        wfdb.wrsamp(
            *(record, RATE / 4, ["NU", "mV"], ["HR", "II"]),
            e_p_signal=[ecg[::4], ecg],
            samps_per_frame=[1, 4],
            fmt=["16", "16"],
            write_dir=str(folder),
        )
        wfdb.wrann(record, "atr", np.arange(25, 5000, 50), np.array(["N"] * 100), write_dir=folder)
    description = describe_folder(folder)
    assert dict(summarise_survey(description))["rates"] == "250 Hz (2)"
    assert "3 min" in dict(summarise_survey(description))["records"]
    assert "sampling rate below" not in str(list_warnings(description))


def test_without_a_number_of_samples_the_length_is_that_of_the_signal(tmp_path):
    folder = write_folder(tmp_path / "mine", 2)
    for path in folder.glob("*.hea"):
        path.write_text(path.read_text().replace(f" {RATE} {RATE * SECONDS}", f" {RATE}"))
    assert "3 min" in dict(summarise_survey(describe_folder(folder)))["records"]


def test_low_sampling_rates_are_warned_of(tmp_path):
    description = describe_folder(write_folder(tmp_path / "mine", 2))
    assert "sampling rate below" not in str(list_warnings(description))
    description.records[0].sampling_rate = 62.5
    assert "sampling rate below 100 Hz: p00 (62.5 Hz)." in str(list_warnings(description))


def write_signals(folder, name, leads, units=("mV", "mV")):
    """Write a record in which the second signal is the ECG."""
    write_record(folder, name, ["N", "V"] * 40, sig_name=list(leads), units=list(units))


def test_a_record_without_an_ecg_is_left_out(tmp_path):
    folder = write_folder(tmp_path / "mine", 2)
    write_signals(folder, "resp", ["RESP", "ABP Mean"])
    problem = describe_folder(folder).problems["resp"]
    assert "resp.hea has no lead that can be an ECG" in problem
    assert "its signals are RESP (mV), ABP Mean (mV). Expected" in problem


def test_a_lead_of_unknown_name_is_warned_of(tmp_path):
    folder = write_folder(tmp_path / "mine", 2)
    assert "no name of an ECG lead" not in str(list_warnings(describe_folder(folder)))
    write_signals(folder, "b", ["RESP", "channel B"])
    description = describe_folder(folder)
    assert description.leads == ["II", "channel B"]
    assert "used has no name of an ECG lead: channel B." in str(list_warnings(description))


def test_messages_are_of_a_folder_without_a_configuration(tmp_path):
    """The workflow's own messages talk of a database's checksum list and records table."""
    folder = write_folder(tmp_path / "mine", 2)
    beats = ["N", "V"] * 40
    write_record(folder, "cut", beats)
    (folder / "cut.dat").write_bytes((folder / "cut.dat").read_bytes()[:-500])
    write_record(folder, "broken", beats)
    (folder / "broken.hea").write_text("broken 1 250 100\n")
    write_record(folder, "parts", beats)
    (folder / "parts.hea").write_text("parts/2 1 250 200\npart1 100\npart2 100\n")
    write_record(folder, "flat", beats)
    header = (folder / "flat.hea").read_text()
    (folder / "flat.dat").write_bytes(bytes(4 * RATE * SECONDS))
    (folder / "flat.hea").write_text(re.sub(r"16 0 -?\d+ -?\d+ 0", "16 0 0 0 0", header))
    write_record(folder, "channels", beats)
    wfdb.wrann(
        *("channels", "atr", np.repeat(200 * np.arange(1, 81), 2), np.array(["N", "V"] * 80)),
        chan=np.array([0, 1] * 80),
        write_dir=str(folder),
    )
    problems = describe_folder(folder).problems
    assert set(problems) == {"cut", "broken", "parts", "flat", "channels"}
    for problem in problems.values():
        assert "same as in its database" not in problem
        assert " records table." not in problem
        assert REMEDY.search(problem)
    assert "To use another lead, put it first in databases.<name>.leads in a" in problems["flat"]
    assert "To use the record, set databases.<name>.annotated_channel" in problems["channels"]


def test_a_folder_without_usable_records_is_refused(tmp_path):
    with pytest.raises(InputError, match="has no WFDB record"):
        describe_folder(tmp_path / "nowhere")
    write_folder(tmp_path / "below", 1)
    with pytest.raises(InputError, match=r"There are some in .*below"):
        describe_folder(tmp_path)
    for record in "abcd":
        write_record(tmp_path / "volts", record, ["N"] * 50, units=["NU", "NU"])
    with pytest.raises(
        InputError, match=r"can use none .*: 4, of which the first 3 are:\n  a: .*NU"
    ):
        describe_folder(tmp_path / "volts")


def test_if_no_header_can_be_read_the_reason_is_told(tmp_path):
    folder = write_folder(tmp_path / "mine", 2)
    for path in folder.glob("*.hea"):
        path.write_bytes(path.read_bytes().replace(b"mV", "\u00b5V".encode()))
    with pytest.raises(InputError) as raised:
        describe_folder(folder)
    message = str(raised.value)
    assert (
        f"{folder}: no header can be used. Records with problems: 2:\n  p00: its header" in message
    )
    assert "p00.hea, line 2, has characters other than printable ASCII" in message
    assert "annotat" not in message
    assert "checksum list" not in message
    assert REMEDY.search(message)


def test_if_all_annotation_files_are_damaged_the_reason_is_told(tmp_path):
    folder = write_folder(tmp_path / "mine", 2)
    for path in folder.glob("*.atr"):
        path.write_bytes(path.read_bytes()[:-2])
    for wanted in (None, "atr"):
        with pytest.raises(InputError) as raised:
            describe_folder(folder, wanted)
        assert f"{folder}: no record has annotated beats" in str(raised.value)
        assert "2 files <record>.atr are not" in str(raised.value)
        assert "first is p00.atr: it has no end mark" in str(raised.value)
        assert REMEDY.search(str(raised.value))


def test_the_three_files_say_what_was_chosen(folder, tmp_path):
    description, path = describe_folder(folder, seed=3), tmp_path / "config/mine.yaml"
    written = write_configuration(description, path)
    assert [file.name for file in written] == ["mine.yaml", "mine.tsv", "mine.sha256"]
    config = yaml.safe_load(path.read_text())
    assert config["run"] == {
        "databases": ["my_records"],
        "splits": ["interpatient", "intrapatient"],
    }
    described = config["databases"]["my_records"]
    assert described["url"] == str(folder)
    assert described["leads"] == ["II"]
    assert described["annotator"] == "atr"
    assert config["splits"]["interpatient"]["classes"] == ["N", "S", "V"]
    assert config["tuning"] == {"folds": 2}
    rows = read_records_table(described["records"])
    assert {row["patient"] for row in rows.values()} == {"0", "1", "2", "3"}
    assert {record: row["split"] for record, row in rows.items()} == description.sides
    files = [folder / f"{record}.{end}" for record in rows for end in ("dat", "hea", "atr")]
    check_files({file.name: file for file in files}, read_checksums(described["checksums"]))
    assert "seed is 3" in path.read_text()


def test_the_same_folder_gives_the_same_bytes(folder, tmp_path):
    contents = []
    for _ in range(2):
        write_configuration(describe_folder(folder), tmp_path / "mine.yaml", [*tmp_path.iterdir()])
        contents.append([path.read_bytes() for path in sorted(tmp_path.iterdir())])
    assert contents[0] == contents[1]


def test_nothing_is_replaced_without_leave(folder, tmp_path):
    (tmp_path / "mine.tsv").write_text("mine")
    with pytest.raises(InputError, match=r"mine\.tsv exists.*--force"):
        write_configuration(describe_folder(folder), tmp_path / "mine.yaml")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.tsv"]
    with pytest.raises(InputError, match=r"expected <name>\.yaml"):
        write_configuration(describe_folder(folder), tmp_path / "mine.tsv")


def test_without_a_split_nothing_is_written(tmp_path):
    write_record(tmp_path / "mine", "a", ["N"] * 50)
    description = describe_folder(tmp_path / "mine")
    with pytest.raises(InputError, match="too few beats for any split") as raised:
        write_configuration(description, tmp_path / "mine.yaml")
    assert not (tmp_path / "mine.yaml").exists()
    assert [line.strip() for line in str(raised.value).splitlines()[1:]] == list_warnings(
        description
    )


@pytest.mark.parametrize("name", ["a{b}.yaml", "a{b/mine.yaml", "a}.yml"])
def test_a_name_that_snakemake_reads_as_a_wildcard_is_refused(folder, tmp_path, name):
    with pytest.raises(InputError, match=r"has a brace in its name; expected none") as raised:
        write_configuration(describe_folder(folder), tmp_path / name)
    assert str(tmp_path / name) in str(raised.value)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("suffix", [".yaml", ".tsv", ".sha256"])
def test_a_folder_in_place_of_a_file_is_refused_before_writing(folder, tmp_path, suffix):
    path = tmp_path / "mine.yaml"
    path.with_suffix(suffix).mkdir()
    with pytest.raises(InputError, match=rf"mine\{suffix} is a folder"):
        write_configuration(describe_folder(folder), path, list_outputs(path))
    assert [file.name for file in tmp_path.iterdir()] == [f"mine{suffix}"]


def test_what_a_header_says_is_never_read_as_configuration(tmp_path):
    """A lead's name may hold anything."""
    name = 'x"\\n: [&#'
    samples = 200 * (1 + np.arange(80))
    ecg = np.zeros((90 * RATE, 1))
    ecg[samples] = 1
    folder = tmp_path / "a: b #c"
    folder.mkdir()
    for record in ("a", "b"):
        wfdb.wrsamp(record, RATE, ["mV"], [name], ecg, fmt=["16"], write_dir=str(folder))
        wfdb.wrann(record, "atr", samples, symbol=np.array(["N", "V"] * 40), write_dir=str(folder))
    path = tmp_path / "mine.yaml"
    write_configuration(describe_folder(folder), path)
    described = yaml.safe_load(path.read_text())["databases"]["a_b_c"]
    assert described["leads"] == [wfdb.rdheader(str(folder / "a")).sig_name[0]]
    assert described["url"] == str(folder)


def test_names_of_databases_are_those_that_a_configuration_may_have(tmp_path):
    assert name_database(tmp_path / "…") == "database"
