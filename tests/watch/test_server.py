"""The web server of the page."""

from __future__ import annotations

import json
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from paraverse.base.figure_record import FigureRecord, multiverse_record
from paraverse.watch.board import Board
from paraverse.watch.server import PageServer

FIGURE = "results/figures/mean.svg"


@pytest.fixture
def board(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Board:
    """A board with one figure, and a secret file beside it."""
    monkeypatch.chdir(tmp_path)
    Path("results/figures").mkdir(parents=True)
    Path(FIGURE).write_text("<svg/>")
    Path("results/figures/secret.svg").write_text("secret")
    Path(multiverse_record("mean")).parent.mkdir(parents=True)
    FigureRecord.of([FIGURE]).write(multiverse_record("mean"))
    board = Board()
    board.set_plots(["mean"])
    board.look_for_figures()
    return board


@pytest.fixture
def server(board: Board) -> Iterator[PageServer]:
    server = PageServer(board)
    server.start()
    yield server
    board.close()
    server.stop()


def get(url: str, **headers: str) -> tuple[int, bytes, str]:
    """Return the status, the content and its policy."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as response:
            policy = response.headers["Content-Security-Policy"]
            return response.status, response.read(), policy
    except urllib.error.HTTPError as error:
        return error.code, error.read(), ""


def test_page__consists_of_its_files(server: PageServer) -> None:
    status, content, policy = get(server.url)
    assert status == 200
    assert b"page.js" in content
    assert "default-src 'none'" in policy
    assert get(f"{server.url}page.js")[0] == get(f"{server.url}page.css")[0] == 200


def test_figure__is_sent_without_scripts(server: PageServer) -> None:
    status, content, policy = get(f"{server.url}figure?{urlencode({'path': FIGURE})}")
    assert (status, content) == (200, b"<svg/>")
    assert "sandbox" in policy
    assert "script-src" not in policy


@pytest.mark.parametrize(
    "path",
    [
        "results/figures/secret.svg",
        "results/figures/../figures/mean.svg",
        "../../../../etc/passwd",
        "/etc/passwd",
        "",
        "\0",
    ],
)
def test_figure__only_those_of_the_board(path: str, server: PageServer) -> None:
    assert get(f"{server.url}figure?{urlencode({'path': path})}")[0] == 404


@pytest.mark.parametrize("path", ["board.py", "../server.py", "page.js/", "nothing", "figure"])
def test_page__has_no_other_files(path: str, server: PageServer) -> None:
    assert get(f"{server.url}{path}")[0] == 404


def test_figure__that_was_deleted(server: PageServer) -> None:
    Path(FIGURE).unlink()
    assert get(f"{server.url}figure?{urlencode({'path': FIGURE})}")[0] == 404


def test_server__refuses_those_without_the_token(server: PageServer) -> None:
    address = urlsplit(server.url)
    token = address.path.strip("/")
    for path in ("", "/", "/wrong/", f"/{token[:-1]}/", "/events", "/page.js", f"/{token}"):
        assert get(f"http://{address.netloc}{path}")[0] == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "", "127.0.0.1.evil.example"])
def test_server__refuses_names_of_others(host: str, server: PageServer) -> None:
    assert get(server.url, Host=host)[0] == 404


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "localhost"])
def test_server__can_be_reached_through_a_tunnel(host: str, server: PageServer) -> None:
    assert get(server.url, Host=host)[0] == 200


def test_server__listens_on_this_machine_only(server: PageServer) -> None:
    assert server._server.server_address[0] == "127.0.0.1"


def test_server__survives_what_is_not_a_request(server: PageServer) -> None:
    for request in (b"\0\0\n\n", b"GET //[ HTTP/1.1\r\n\r\n", b"POST / HTTP/1.1\r\n\r\n", b""):
        with socket.create_connection(("127.0.0.1", urlsplit(server.url).port)) as connection:
            connection.sendall(request)
    assert get(server.url)[0] == 200


def test_events__are_the_states(server: PageServer, board: Board) -> None:
    def read_state() -> dict[str, object]:
        line = response.readline().decode()
        assert response.readline() == b"\n"
        state: dict[str, object] = json.loads(line.removeprefix("data: "))
        return state

    with urllib.request.urlopen(f"{server.url}events") as response:
        assert response.headers["Content-Type"] == "text/event-stream"
        assert read_state()["state"] == "starting"
        board.set_status(problems="two\nlines")
        assert read_state()["problems"] == "two\nlines"
        board.close()
        assert response.read() == b""


def test_port__in_use_is_an_error(server: PageServer, board: Board) -> None:
    with pytest.raises(OSError, match="in use"):
        PageServer(board, urlsplit(server.url).port or 0)
