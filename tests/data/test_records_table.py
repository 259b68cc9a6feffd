import re

import pytest
from conftest import ROOT
from evenbeat.data.records_table import (
    check_patients,
    check_sides,
    read_records_table,
    reject_shared_records,
)
from evenbeat.runtime.errors import InputError


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("record\tpatient\ns01\ts01\n", "line 1: expected the columns record, patient"),
        ("record,patient,split\ns01,s01,train\n", "each once, with tabs"),
        ("record\tpatient\tsplit\tsplit\ns01\ts01\tout\ttrain\n", "'split', 'split']"),
        ("record\tpatient\tsplit\ns01\ts01\ttrain\tx\n", "line 2: expected the columns"),
        (f"record\tpatient\tsplit\n{101 * 's'}\ts01\ttrain\n", "at most 100 letters"),
        ("record\tpatient\tsplit\ns01\ts01\t\n", "line 2"),
        ("record\tpatient\tsplit\ns01\ts01\ttrain\ns01\ts01\ttest\n", "s01 is listed twice"),
        ("record\tpatient\tsplit\n", "has no records"),
        ("record\tpatient\tsplit\ns01\ts01\ttran\n", "line 2: split is 'tran'"),
        ("record\tpatient\tsplit\n../x\ts01\ttrain\n", "../x"),
        ("record\tpatient\tsplit\np00/../x\ts01\ttrain\n", "p00/../x"),
        ("record\tpatient\tsplit\n/etc/x\ts01\ttrain\n", "/etc/x"),
        ("record\tpatient\tsplit\np00//x\ts01\ttrain\n", "p00//x"),
        ("record\tpatient\tsplit\np00/\ts01\ttrain\n", "p00/"),
        ("record\tpatient\tsplit\ns01\ta \ttrain\n", "line 2: 'a ' is not a valid patient name"),
        (
            "record\tpatient\tsplit\ns01\ta\x07\ttrain\n",
            "line 2: 'a\\x07' is not a valid patient name",
        ),
    ],
)
def test_a_wrong_records_table_is_named_by_line(tmp_path, content, message):
    path = tmp_path / "wrong.tsv"
    path.write_text(content)
    with pytest.raises(InputError, match=rf"wrong\.tsv.*{re.escape(message)}"):
        read_records_table(path)


def test_the_part_of_svdb_is_its_training_side():
    whole, part = (
        read_records_table(ROOT / f"config/databases/{name}.tsv") for name in ("svdb", "svdb_dev")
    )
    assert len(part) == 39
    assert part == {name: row for name, row in whole.items() if row["split"] == "train"}


def test_a_record_without_a_patient_needs_a_pattern():
    described = {"records": "config/databases/incartdb.tsv"}
    records = read_records_table(ROOT / described["records"])
    assert {row["patient"] for row in records.values()} == {""}
    with pytest.raises(InputError, match=r"I01, .* have no patient\..* databases.x.patient_patt"):
        check_patients("x", records, described)
    check_patients("x", records, described | {"patient_pattern": r"patient (\d+)"})


def test_only_the_patient_of_201_and_202_is_on_both_sides_of_mitdb():
    path = "config/databases/mitdb.tsv"
    records = read_records_table(ROOT / path)
    check_patients("mitdb", records, {"records": path, "shared_patients": ["201"]})
    with pytest.raises(
        InputError, match="patient 201 has training records 201 and test records 202"
    ):
        check_patients("mitdb", records, {"records": path})


def sides_of(*sides):
    return {f"{number}": {"split": side} for number, side in enumerate(sides)}


def test_some_database_has_training_records_and_some_has_test_records():
    tables = {"a": sides_of("train", "paced"), "b": sides_of("test"), "c": sides_of("out")}
    check_sides(tables, ["a", "b", "c"])
    with pytest.raises(InputError, match="tables of a, c have no record for test, but"):
        check_sides(tables, ["a", "c"])
    with pytest.raises(InputError, match="no record for train and none for test"):
        check_sides(tables, ["c"])


def test_two_databases_do_not_have_the_same_records():
    tables = {"svdb": {"800": {}, "801": {}}, "again": {"801": {}}, "mitdb": {"801": {}}}
    urls = {"svdb": "https://x/svdb/", "again": "https://x/svdb", "mitdb": "https://x/mitdb"}
    with pytest.raises(InputError, match=r"databases\.svdb and databases\.again fetch 801 from"):
        reject_shared_records(tables, urls)
    reject_shared_records(tables, urls | {"again": "https://x/other"})


@pytest.mark.parametrize(
    "pair",
    [
        ("/x/svdb", "file:///x/svdb"),
        ("/x/svdb", "/x/./svdb/"),
        ("/x/svdb", "/x/mitdb/../svdb"),
        ("http://x/svdb", "https://X/svdb/"),
    ],
)
def test_one_place_may_have_two_addresses(pair):
    tables = {"a": {"801": {}}, "b": {"801": {}}}
    with pytest.raises(InputError, match=r"databases\.a and databases\.b fetch 801"):
        reject_shared_records(tables, dict(zip("ab", pair, strict=True)))


def test_a_table_may_begin_with_a_byte_order_mark(tmp_path):
    path = tmp_path / "x.tsv"
    path.write_text("record\tpatient\tsplit\r\ns01\tp\ttrain\r\n", encoding="utf-8-sig")
    assert list(read_records_table(path)) == ["s01"]


def test_record_names_may_have_folders(tmp_path):
    path = tmp_path / "x.tsv"
    path.write_text("record\tpatient\tsplit\np00/p00001_s00\tp\ttrain\n")
    assert list(read_records_table(path)) == ["p00/p00001_s00"]
