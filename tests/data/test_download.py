import contextlib
import functools
import hashlib
import http.server
import socket
import threading

import pytest
from evenbeat.data.checksums import is_published, read_checksums
from evenbeat.data.download import fetch_checksums, fetch_verified, renew_checksums
from evenbeat.runtime.errors import InputError

CONTENT = bytes(range(256)) * 40
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "a source, with Umlaut ä"
    folder.mkdir()
    (folder / "100.dat").write_bytes(CONTENT)
    return folder


def fetch(url, target, digest=DIGEST, name="100.dat", attempts=1):
    download = {"attempts": attempts, "timeout": 5}
    fetch_verified(name, str(url), {"100.dat": digest}, target, download)


@pytest.fixture
def server(source):
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(source))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()
        thread.join()


def test_from_a_folder_from_a_file_url_and_over_http(source, server, tmp_path):
    for number, url in enumerate((source, source.as_uri(), f"{source.as_uri()}/", server)):
        target = tmp_path / f"{number}.dat"
        fetch(url, target)
        assert target.read_bytes() == CONTENT


def test_a_wrong_byte_is_refused_and_the_old_file_stays(source, tmp_path):
    (source / "100.dat").write_bytes(CONTENT[:-1] + b"x")
    target = tmp_path / "100.dat"
    target.write_text("old")
    with pytest.raises(InputError, match=f"expected {DIGEST}"):
        fetch(source, target)
    assert target.read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["100.dat", source.name]


def test_a_file_cut_short_is_refused(source, tmp_path):
    (source / "100.dat").write_bytes(CONTENT[:-1])
    with pytest.raises(InputError, match="Nothing was changed"):
        fetch(source, tmp_path / "100.dat")
    assert not (tmp_path / "100.dat").exists()


def test_a_missing_file_names_the_address_and_the_remedy(source, server, tmp_path):
    (source / "100.dat").unlink()
    for url in (source, server):
        with pytest.raises(InputError, match=r"100\.dat could not be fetched.*the database's url"):
            fetch(url, tmp_path / "100.dat")


def test_a_missing_file_on_this_machine_is_missing_at_the_first_attempt(source, tmp_path):
    (source / "100.dat").unlink()
    for url in (source, source.as_uri()):
        with pytest.raises(InputError, match=r"could not be fetched: .*No such file") as raised:
            fetch(url, tmp_path / "100.dat", attempts=4)  # of which three would wait 14 s
        assert "network" not in str(raised.value)


def test_no_network_is_an_error_after_the_attempts(tmp_path, capsys, monkeypatch):
    waits = []
    monkeypatch.setattr("evenbeat.data.download.time.sleep", waits.append)
    with pytest.raises(InputError, match="could not be fetched in 3 attempts"):
        fetch("http://127.0.0.1:9/", tmp_path / "100.dat", attempts=3)
    assert waits == [2, 4]
    assert capsys.readouterr().out.count("attempt ") == 3


def test_a_second_attempt_can_succeed(source, tmp_path, monkeypatch):
    monkeypatch.setattr(
        "evenbeat.data.download.time.sleep", lambda s: (source / "100.dat").write_bytes(CONTENT)
    )
    (source / "100.dat").write_bytes(b"half")
    fetch(source, tmp_path / "100.dat", attempts=2)
    assert (tmp_path / "100.dat").read_bytes() == CONTENT


def test_a_file_that_is_not_in_the_list_is_refused(source, tmp_path):
    with pytest.raises(InputError, match=r"999\.dat is not in the checksum list"):
        fetch(source, tmp_path / "999.dat", name="999.dat")


def test_the_checksum_list_is_read_as_published(tmp_path):
    path = tmp_path / "SHA256SUMS.txt"
    path.write_text(f"{DIGEST} 100.dat\n{DIGEST.upper()}  sub/x.hea\n")
    assert read_checksums(path) == {"100.dat": DIGEST, "sub/x.hea": DIGEST}
    path.write_text(f"{DIGEST} 100.dat\n<html>\n")
    with pytest.raises(InputError, match=r"SHA256SUMS\.txt, line 2.*<html>"):
        read_checksums(path)


def test_a_verified_file_is_left_alone(source, tmp_path):
    target = tmp_path / "100.dat"
    fetch(source, target)
    (source / "100.dat").unlink()
    fetch(source, target)
    assert target.read_bytes() == CONTENT


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:port/",
        "http://[::1",
        "http://a..b/",
        "http:///mitdb",
        "://x",
        "gopher://127.0.0.1/",
        "a\0b",
    ],
)
def test_an_address_that_is_none_is_an_error_at_once(tmp_path, url):
    with pytest.raises(InputError, match=r"is not valid.*Expected a folder, or a URL"):
        fetch(url, tmp_path / "100.dat", attempts=9)


def test_an_address_may_hold_letters_that_a_url_may_not(server, source, tmp_path):
    (source / "Daten ä").mkdir()
    (source / "100.dat").rename(source / "Daten ä/100.dat")
    for number, folder in enumerate(("Daten ä", "Daten%20%C3%A4/")):
        fetch(server + folder, tmp_path / f"{number}.dat")
        assert (tmp_path / f"{number}.dat").read_bytes() == CONTENT


@pytest.fixture
def answer():
    """Give a function that starts a server with one answer, byte by byte as it is given."""
    with contextlib.ExitStack() as stack:

        def start(content):
            listening = stack.enter_context(socket.create_server(("127.0.0.1", 0)))

            def serve():
                connection, _ = listening.accept()
                with connection:
                    connection.recv(10_000)
                    connection.sendall(content)

            thread = threading.Thread(target=serve)
            thread.start()
            stack.callback(thread.join)
            return f"http://127.0.0.1:{listening.getsockname()[1]}/"

        yield start


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 12abc\r\n\r\nshort", "its SHA-256 is"),
        (b"HTTP/1.1 302 Found\r\nLocation: http://[bad\r\n\r\n", "could not be fetched"),
        (b"nonsense\r\n\r\n", "could not be fetched"),
    ],
)
def test_an_answer_that_makes_no_sense_is_an_error(answer, tmp_path, content, message):
    with pytest.raises(InputError, match=message):
        fetch(answer(content), tmp_path / "100.dat")


@pytest.fixture
def trickle():
    """Give the address of a server whose header never ends, though its bytes keep coming."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve():
            connection, _ = listening.accept()
            with connection, contextlib.suppress(OSError):
                connection.sendall(b"HTTP/1.1 200 OK\r\nServer: ")
                while not over.wait(0.02):
                    connection.sendall(b"x")

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        over.set()
        thread.join()


def test_headers_that_never_end_are_an_error(trickle, tmp_path):
    download = {"attempts": 1, "timeout": 0.5}
    with pytest.raises(InputError, match=r"no complete answer in 0\.5 s"):
        fetch_verified("100.dat", trickle, {"100.dat": DIGEST}, tmp_path / "100.dat", download)
    assert list(tmp_path.iterdir()) == []


def test_a_page_in_place_of_the_checksum_list_is_called_one(answer, tmp_path):
    page = answer(b"HTTP/1.1 200 OK\r\n\r\n<!DOCTYPE html><html>Please log in.</html>")
    with pytest.raises(InputError, match="the server sent an HTML page"):
        fetch_checksums(page, tmp_path / "SHA256SUMS.txt", {"attempts": 1, "timeout": 5}, None)


def test_a_list_made_in_binary_mode_is_read(tmp_path):
    path = tmp_path / "SHA256SUMS.txt"
    path.write_text(f"{DIGEST} *100.dat\n")
    assert read_checksums(path) == {"100.dat": DIGEST}


@pytest.mark.parametrize(
    "line", [f"{DIGEST}  ./100.dat", f"{DIGEST} *./100.dat", f"SHA256 (100.dat) = {DIGEST}"]
)
def test_a_list_made_by_other_hands_is_read(tmp_path, line):
    path = tmp_path / "SHA256SUMS.txt"
    path.write_text(f"# ours\n\n  # by hand\n{line}\n\n", encoding="utf-8-sig")
    assert read_checksums(path) == {"100.dat": DIGEST}


def test_a_list_with_two_digests_of_a_file_is_refused(tmp_path):
    path = tmp_path / "SHA256SUMS.txt"
    path.write_text(f"{DIGEST} 100.dat\n{DIGEST} ./100.dat\n")
    assert len(read_checksums(path)) == 1
    path.write_text(f"{DIGEST} 100.dat\n{'0' * 64} ./100.dat\n")
    with pytest.raises(InputError, match=r"line 2: 100\.dat has another digest in an earlier line"):
        read_checksums(path)


def test_a_name_in_another_folder_is_named(source, tmp_path):
    with pytest.raises(InputError, match=r"^100\.dat is not in .*, but data/100\.dat is\. Check"):
        fetch_verified("100.dat", str(source), {"data/100.dat": DIGEST}, tmp_path / "x", {})


ONCE = {"attempts": 1, "timeout": 5}


def keep_list(source, kept, names=("100.dat",)):
    fetch_checksums(str(source), kept, ONCE, lambda folder: list(names))


def test_a_folder_without_a_list_gets_one_made(source, tmp_path):
    kept = tmp_path / "SHA256SUMS.txt"
    keep_list(source, kept)
    assert read_checksums(kept) == {"100.dat": DIGEST}
    assert not is_published(kept)
    with pytest.raises(
        InputError, match=r"101\.dat cannot be read: .*No such file.*Leave its record out"
    ):
        keep_list(source, kept, ["100.dat", "101.dat"])


def test_a_file_that_is_new_in_the_folder_is_added_to_the_list_made(source, tmp_path):
    kept = tmp_path / "SHA256SUMS.txt"
    renew_checksums(str(source), kept, lambda folder: ["100.dat"])
    assert not kept.exists()  # it is still to be fetched
    keep_list(source, kept)
    (source / "100.dat").write_bytes(b"changed")
    (source / "101.dat").write_bytes(CONTENT)
    renew_checksums(str(source), kept, lambda folder: ["100.dat", "101.dat"])
    assert read_checksums(kept) == {"100.dat": DIGEST, "101.dat": DIGEST}
    assert not is_published(kept)


def test_a_newer_list_of_the_folder_replaces_the_kept_one(source, tmp_path):
    kept, own = tmp_path / "SHA256SUMS.txt", source / "SHA256SUMS.txt"
    own.write_text(f"{DIGEST} ./100.dat\n")
    keep_list(source, kept)
    assert is_published(kept)
    own.write_text(f"{DIGEST} 100.dat\n{DIGEST} 101.dat\n")
    renew_checksums(source.as_uri(), kept, None)
    assert read_checksums(kept).keys() == {"100.dat", "101.dat"}
    own.write_text("<html>")
    with pytest.raises(InputError, match="line 1"):
        renew_checksums(str(source), kept, None)
    assert read_checksums(kept).keys() == {"100.dat", "101.dat"}
    own.unlink()
    renew_checksums(str(source), kept, None)
    renew_checksums("https://example.org/x/", kept, None)
    assert read_checksums(kept).keys() == {"100.dat", "101.dat"}
