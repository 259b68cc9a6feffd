"""A source that fails in every way: nothing but the published bytes gets in."""

import http.server
import threading
import time

import pytest

from runs.small_run import STAGES

TARGET = STAGES["download"]


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


def fault(respond, name, seen):
    mark = pytest.mark.fault(
        fault=f"a download that {name}",
        stage="download",
        kept="all other files; nothing of the damaged one",
        seen=seen,
    )
    return pytest.param(respond, marks=mark, id=name)


@pytest.fixture
def serve(undisturbed):
    """Give a function that starts a server which answers in a given way."""
    servers = []

    def start(respond):
        source = undisturbed.folder / "resources/simulated_source/small"

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                respond(self, (source / self.path.rpartition("/")[2]).read_bytes())

            def log_message(self, *arguments):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.stopping = threading.Event()
        threading.Thread(target=server.serve_forever).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server in servers:
        server.stopping.set()
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    "respond",
    [
        fault(break_off, "breaks off", "it broke off after"),
        fault(stall, "stalls", "timed out"),
        fault(trickle, "comes too slowly to end", "bytes came in 4 s"),
        fault(change_a_byte, "gives a wrong byte", "published is"),
        fault(refuse, "answers 404", "HTTP Error 404"),
        fault(show_a_page, "gives an HTML page", "an HTML page came in place of the file"),
    ],
)
def test_a_bad_source(run, serve, seen, respond):
    before = run.contents()
    (run.folder / TARGET).unlink()
    seen(run.fail(TARGET, config={"databases": {"small": {"url": serve(respond)}}}))
    assert run.has_lost_nothing(before, but=[TARGET])
    fetched = {path.name for path in (run.folder / TARGET).parent.iterdir()}
    assert not [name for name in fetched if "s02" in name and name.endswith(".dat")]
    run.complete(TARGET)
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
