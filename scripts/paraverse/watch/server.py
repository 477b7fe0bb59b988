"""A web server for one user on this machine: a page, its events, and the figures of a project.

Only this machine can connect. The address contains a random token, so that other users of the
machine cannot read anything, and other names than that of this machine are refused, so that web
pages that the user visits cannot, either. Only files that the board knows are sent.
"""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from urllib.parse import parse_qs, urlsplit

from paraverse.watch.board import Board
from paraverse.watch.pictures import picture_of

_HOSTS = frozenset({"127.0.0.1", "localhost"})

_FILES = {
    "": ("index.html", "text/html; charset=utf-8"),
    "page.css": ("page.css", "text/css; charset=utf-8"),
    "page.js": ("page.js", "text/javascript; charset=utf-8"),
}
"""The files of the page with their MIME types, by their address."""

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; connect-src 'self'; img-src 'self'; "
    "media-src 'self'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

_FIGURE_HEADERS = {
    **_HEADERS,
    # Figures in SVG have styles, and may come from a plot function that nobody has looked at
    "Content-Security-Policy": "default-src 'none'; font-src data:; img-src data:; "
    "style-src 'unsafe-inline'; sandbox",
}

_HEARTBEAT = 10.0
"""Seconds after which something is sent to a page, which shows whether it is still there."""

_POLL_INTERVAL = 0.05
"""Seconds that stopping takes at most."""


class PageServer:
    """A web server in threads of this process.

    Parameters
    ----------
    board
        The state of the project.
    port
        The port; 0 for any that is free.

    Raises
    ------
    OSError
        If the port is in use.
    """

    def __init__(self, board: Board, port: int = 0) -> None:
        self._token = secrets.token_urlsafe(16)
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.board = board
        self._server.token = self._token
        self._thread = threading.Thread(
            target=self._server.serve_forever,
            kwargs={"poll_interval": _POLL_INTERVAL},
            daemon=True,
        )

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/{self._token}/"

    def start(self) -> None:
        """Serve from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Stop serving."""
        if self._thread.is_alive():
            self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    board: Board
    token: str

    def handle_error(self, request: object, client_address: object) -> None:
        """Print nothing: connections that a browser closes are not errors."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        """Answer a request."""
        host = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        address = urlsplit(self.path)
        token, slash, name = address.path.lstrip("/").partition("/")
        if host not in _HOSTS or not secrets.compare_digest(
            token.encode(), self.server.token.encode()
        ):
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        if name in _FILES and slash:
            file, kind = _FILES[name]
            self._send((resources.files("paraverse.watch") / "page" / file).read_bytes(), kind)
        elif name == "events":
            self._send_events()
        elif name == "figure":
            self._send_figure(parse_qs(address.query).get("path", [""])[0])
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _send_figure(self, path: str) -> None:
        figure = self.server.board.figure(path)
        picture = None
        try:
            if figure is not None:
                picture = picture_of(figure.path, figure.version)
        except (OSError, ValueError):
            pass  # such as a figure that was just deleted
        if picture is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            self._send(picture.content, picture.mime_type, _FIGURE_HEADERS)

    def _send_events(self) -> None:
        self._begin("text/event-stream")
        for state in self.server.board.states(_HEARTBEAT):
            line = ": no change" if state is None else f"data: {json.dumps(state)}"
            self.wfile.write(f"{line}\n\n".encode())

    def _send(self, content: bytes, kind: str, headers: Mapping[str, str] = _HEADERS) -> None:
        self._begin(kind, {**headers, "Content-Length": str(len(content))})
        self.wfile.write(content)

    def _begin(self, kind: str, headers: Mapping[str, str] = _HEADERS) -> None:
        self.send_response(HTTPStatus.OK)
        for name, value in {"Content-Type": kind, **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""
