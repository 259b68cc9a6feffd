import pytest
from evenbeat.data.patients import identify_record, read_patient, reject_divided_patients
from evenbeat.runtime.errors import InputError

PATTERN = r"patient (\d+)"
HEADER = (
    "I01 1 257 462600\nI01.dat 16 306/mV 16 0 -11 0 0 I\n#<age>: 65 <sex>: F\n# patient 7\n#PVCs\n"
)


@pytest.fixture
def header(tmp_path):
    path = tmp_path / "I01.hea"
    path.write_text(HEADER)
    return path


def test_a_patient_stands_in_the_comments(header):
    found = identify_record("incartdb", "I01", "", PATTERN, header)
    assert found == {"record": "incartdb/I01", "patient": "incartdb/7"}


def test_the_table_names_the_patient_first(header):
    found = identify_record("incartdb", "I01", "p", PATTERN, header)
    assert found["patient"] == "incartdb/p"


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        (r"subject (\d+)", "no patient"),
        (r"(x)?age", "no patient"),
        (r"I01.dat (\d+)", "no patient"),  # which is no comment
        (r"(\d+)", "the patients 65, 7"),
    ],
)
def test_comments_that_do_not_name_one_patient_are_refused(header, pattern, found):
    with pytest.raises(
        InputError, match=rf"I01\.hea: the pattern .* finds {found} in its comments"
    ):
        read_patient(header, pattern)


ROWS = [("a", "1", "train"), ("a", "2", "test"), ("b", "3", "train"), ("b", "4", "paced")]


@pytest.mark.parametrize(
    ("one", "other"), [("P1", "p1"), ("M\u00fcller", "Mu\u0308ller"), ("\uff11", "1")]
)
def test_one_name_may_be_written_in_two_ways(one, other):
    with pytest.raises(InputError, match=f"patient {one} has training records 1 and test records"):
        reject_divided_patients([(one, "1", "train"), (other, "2", "test")], [], "x.tsv")
    reject_divided_patients([(one, "1", "train"), (other, "2", "test")], [other], "x.tsv")


def test_names_in_latin_1_stay_apart(header):
    found = set()
    for name in ("M\u00fcller", "M\u00f6ller"):
        header.write_bytes(HEADER.replace("patient 7", f"patient {name}").encode("latin-1"))
        found.add(read_patient(header, r"patient (\w+)"))
    assert found == {"M\u00fcller", "M\u00f6ller"}


def test_a_patient_on_both_sides_is_named_with_records():
    message = "mitdb.tsv: patient a has training records 1 and test records 2"
    with pytest.raises(InputError, match=message):
        reject_divided_patients(ROWS, [], "mitdb.tsv")
    reject_divided_patients(ROWS, ["a"], "mitdb.tsv")
    reject_divided_patients(ROWS[1:], [], "mitdb.tsv")
