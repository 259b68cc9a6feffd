import pytest
from evenbeat.survey.patients import find_patients
from evenbeat.survey.records import Header, read_headers
from wfdb_folders import write_folder


def headers(*comments):
    return [Header(str(place), "", comments=(text,)) for place, text in enumerate(comments)]


@pytest.mark.parametrize(
    ("comments", "expected"),
    [
        (("patient 1", "patient 2"), {"0": "1", "1": "2"}),
        (("Patient ID: p-07", "Subject No. 8"), {"0": "p-07", "1": "8"}),
        (("Subject ID: s07", "Patient: s7"), {"0": "s07", "1": "s7"}),
        (("Patient #7", "subject=s81"), {"0": "7", "1": "s81"}),
        (("patient 4", "age 61"), {"0": "4", "1": "1"}),
        (("patient 1", "age 61"), {"0": "1", "1": "record 1"}),  # two patients, not one
        (("patient 1", "patient 1"), {"0": "1", "1": "1"}),
        (("Not a patient.", "Not a patient."), {"0": "0", "1": "1"}),
        (("Patient: S7", "Patient: s7"), {"0": "S7", "1": "S7"}),
        (("Patient: c01", "Patient: p_1"), {"0": "0", "1": "1"}),  # not alike
        (("Patient: 65", "Patient: 70"), {"0": "0", "1": "1"}),  # may be ages
        (("Patient ID: 65", "Patient ID: 70"), {"0": "65", "1": "70"}),
        (("Patient: 65", "Patient: 7"), {"0": "65", "1": "7"}),
    ],
)
def test_a_record_is_of_the_named_patient_or_else_of_its_own(comments, expected):
    assert find_patients(headers(*comments))[0] == expected


NAMES = {
    "Patient ID: 12": "12",
    "Patient ID: 012.": "012",
    "Patient ID - 7": "7",
    "patient id:: 7": "7",
    "PatientID: 7": "7",
    "Patient's ID: 4": "4",
    "Patient Nr. 7": "7",
    "Patient Nr 7": "7",
    "patient#7": "7",
    "Patient_1": "1",
    "Patient 0": "0",
    "subject_id: 10014354": "10014354",
    "Subject ID: 8y1": "8y1",
    "subject number: 12, session 2": "12",
    "Patient: s7; age 60": "s7",
    "Patient: HRT-12_3": "HRT-12_3",
}


@pytest.mark.parametrize("comment", NAMES)
def test_names(comment):
    assert find_patients(headers(comment)) == ({"0": NAMES[comment]}, [], {})


@pytest.mark.parametrize(
    "text",
    [
        *(
            " 50 years old",
            " 50-year-old man",
            ": 50 yrs",
            " 50 y",
            " 50y/o",
            " 50 yo",
            " 3 months old",
        ),
        *(": 65 male", ": 65M", " 65, F", ": 65/F", " 65 M", ": M65", " 65 Jahre", ": 65 a"),
        *(": 1950-03-02", " 72 kg", " weight: 72", " 12-lead ECG", " 12-lead", " 24h", ": 3D"),
        *(" 24-hour Holter", " 3D echo", " recorded with 2 leads", "-specific 2", "s7", " noise1"),
        *(": COVID-19", " T2DM", " b12 deficiency", " on T3", "'s 2nd record", " > 65", ""),
        *(" as record 201", ": M\xfcller7", ": s1\ufffd", " ID: s1\ufffd"),
    ],
)
def test_what_is_no_name(text):
    comments = (f"Patient{text}", f"Subject{text}", f"# patient{text}", f"same patient{text}")
    for comment in comments:
        assert find_patients(headers(comment))[1] == ["0"]


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_letters_beyond_ascii_do_not_make_two_patients_one(tmp_path, encoding):
    folder = write_folder(tmp_path / "mine", 2)
    for record, name in (("p00", "M\xfc7"), ("p01", "M\xf67")):
        path = folder / f"{record}.hea"
        text = path.read_text().split("# Patient")[0] + f"# Patient ID: {name}\n"
        path.write_bytes(text.encode(encoding))
    found, problems = read_headers(folder)
    assert not problems
    assert len(set(find_patients(found)[0].values())) == 2


def test_headers_without_a_name_or_with_several_are_listed():
    found = headers("Patient: s1", "Patient: s1", "Patient: s0", "", "Patient: s1, subject s2")
    patients, unnamed, ambiguous = find_patients(found)
    assert list(patients.values()) == ["s1", "s1", "s0", "3", "4"]
    assert unnamed == ["3"]
    assert ambiguous == {"4": ["s1", "s2"]}


def test_names_of_records_that_differ_only_in_case_are_of_two_patients():
    """The records table counts such names as one patient."""
    patients, _, _ = find_patients([Header("a", ""), Header("A", ""), Header("b", "")])
    assert patients == {"a": "a", "A": "record A", "b": "b"}
