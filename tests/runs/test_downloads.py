"""A source that fails in every way: nothing but the published bytes gets in."""

import http.server
import threading
import time

import pytest

from runs.small_run import STAGES

TARGET = STAGES["download"]


def give(handler, content):
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(content)


def break_off(handler, content):
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content[: len(content) // 2])


def stall(handler, content):
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content[:100])
    handler.server.stopping.wait(60)


def trickle(handler, content):
    handler.send_response(200)
    handler.end_headers()
    for number in range(len(content)):
        if handler.server.stopping.is_set():
            break
        handler.wfile.write(content[number : number + 1])
        time.sleep(0.1)


def change_a_byte(handler, content):
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(content[:500] + bytes([content[500] ^ 1]) + content[501:])


def refuse(handler, content):
    handler.send_error(404)


def show_a_page(handler, content):
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    handler.wfile.write(b"<!DOCTYPE html>\n<html><body>Please log in.</body></html>")


def fault(name, respond, what, seen):
    mark = pytest.mark.fault(
        fault=f"a download that {what}",
        stage="download",
        kept="all other files, and no part of the damaged one",
        seen=seen,
    )
    return pytest.param(name, respond, marks=mark, id=what)


# All at once, each with a file of its own.
FAULTS = [
    fault("s01.dat", break_off, "breaks off", "the download ended after"),
    fault("s01.atr", stall, "stalls", "timed out"),
    fault("s02.atr", trickle, "is too slow", "the download is too slow"),
    fault("s02.dat", change_a_byte, "has a wrong byte", "the file is damaged, or another version"),
    fault("s03.dat", refuse, "ends with HTTP error 404", "HTTP Error 404"),
    fault("s03.atr", show_a_page, "returns an HTML page", "the server sent an HTML page"),
]
RESPONSES = dict(one.values for one in FAULTS)
FOLDER = "resources/small"
TARGETS = [f"{FOLDER}/{name}" for name in RESPONSES]


@pytest.fixture(scope="module")
def bad_source(undisturbed):
    """Give the address of a server that answers in all these ways."""
    source = undisturbed.folder / "resources/simulated_source/small"

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            name = self.path.rpartition("/")[2]
            RESPONSES.get(name, give)(self, (source / name).read_bytes())

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.stopping = threading.Event()
    threading.Thread(target=server.serve_forever).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.stopping.set()
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def fetched(undisturbed, copy_run, bad_source):
    """Fetch from there; give the run, what it said, and what it had before."""
    run = copy_run(undisturbed)
    before = run.contents()
    for target in TARGETS:
        (run.folder / target).unlink()
    output = run.fail(*TARGETS, config={"databases": {"small": {"url": bad_source}}})
    return run, output, before


@pytest.mark.parametrize(("name", "respond"), FAULTS)
def test_a_bad_source(fetched, seen, name, respond):
    run, output, _ = fetched
    seen("\n".join(line for line in output.splitlines() if name in line))
    assert not [path for path in (run.folder / FOLDER).iterdir() if name in path.name]


def test_what_came_from_a_bad_source_is_fetched_again(fetched):
    run, _, before = fetched
    assert run.has_lost_nothing(before, but=TARGETS)
    run.complete(*TARGETS)
    assert run.contents() == before


@pytest.mark.fault(
    fault="no network",
    stage="download",
    kept="all other files",
    seen="Check the network and the database's url in the configuration",
)
def test_no_network(run, seen):
    before = run.contents()
    (run.folder / TARGET).unlink()
    seen(run.fail(TARGET, config={"databases": {"small": {"url": "http://127.0.0.1:9/"}}}))
    assert run.has_lost_nothing(before, but=[TARGET])
