import hashlib

import pytest
from evenbeat.data.checksums import signal_digests
from evenbeat.data.kept_records import check_records
from evenbeat.data.record_files import fetch_record, list_files
from evenbeat.runtime.errors import InputError

HEADER = "s01 2 360 2\n{0}.mat 16+24 1 16 0 0 0 0 I\n{0}.xyz 16 1 16 0 0 0 0 vx\n"
ONCE = {"attempts": 1, "timeout": 5}


@pytest.fixture
def source(tmp_path):
    """Give a folder with two records in a folder of their own, which share their files."""
    folder = tmp_path / "source/p00"
    folder.mkdir(parents=True)
    for name in ("s01", "s02"):
        (folder / f"{name}.hea").write_text(HEADER.format("both").replace("s01", name))
    (folder / "both.mat").write_bytes(bytes(40))
    (folder / "both.xyz").write_bytes(b"\1" * 40)
    return folder.parent


def digests(folder):
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


@pytest.mark.parametrize(("leads", "content"), [(["I"], bytes(40)), (["vx"], b"\1" * 40)])
def test_the_signal_file_is_that_of_the_lead_whatever_its_name(source, tmp_path, leads, content):
    listed = digests(source)
    headers = {}
    for record in ("p00/s01", "p00/s02"):
        target = tmp_path / f"kept/{record}"
        targets = (f"{target}.hea", f"{target}.dat")
        fetch_record(record, str(source), listed, targets, leads, ONCE)
        assert target.with_suffix(".dat").read_bytes() == content
        headers[record] = f"{target}.hea"
    check_records(headers, leads, listed)
    (tmp_path / "kept/p00/s02.dat").write_bytes(b"damaged")
    with pytest.raises(InputError, match=r"s02\.dat no longer matches the checksum list"):
        check_records(headers, leads, listed)


@pytest.mark.parametrize("name", ["../both", "/etc/both", "x/both"])
def test_a_signal_file_elsewhere_is_refused(source, tmp_path, name):
    (source / "p00/s01.hea").write_text(HEADER.format(name))
    targets = (tmp_path / "s01.hea", tmp_path / "s01.dat")
    with pytest.raises(
        InputError, match=r"s01\.hea, line 2: lead I is in .* expected a file besid"
    ):
        fetch_record("p00/s01", str(source), digests(source), targets, ["I"], ONCE)


def test_a_list_is_made_of_all_files_of_the_records(source):
    names = ["p00/s01.hea", "p00/both.mat", "p00/both.xyz", "p00/s01.atr", "p00/s02.hea"]
    found = list_files(source, ["p00/s01", "p00/s02", "s03"], "atr")
    assert found == [*names, "p00/s02.atr", "s03.hea", "s03.atr"]


def test_the_digests_of_a_record_are_those_of_its_header_and_signal():
    listed = {"1.hea": "a", "1.dat": "b", "1.atr": "c", "10.dat": "d", "2.mat": "e", "2.hea": "f"}
    assert signal_digests(listed, "1", "atr") == {"1.hea": "a", "1.dat": "b"}
    assert signal_digests(listed | {"2.atr": "g"}, "2", "atr") == {"2.mat": "e", "2.hea": "f"}
