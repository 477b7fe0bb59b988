"""`paraverse watch`."""

from __future__ import annotations

import socket
import webbrowser
from typing import Any

import pytest

from paraverse.commands.main import main
from paraverse.watch.loop import ProjectWatch
from paraverse.watch.runs import Runs
from support.plans import EXISTING
from support.projects import MakeFiles


@pytest.fixture
def opened(files: MakeFiles, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that are opened in a project in which nothing is drawn until Ctrl-C."""

    def press_ctrl_c(watch: ProjectWatch) -> None:
        raise KeyboardInterrupt

    def start(runs: Runs) -> Any:
        return None

    files({"config/config.yaml": EXISTING, "config/plots.yaml": ""})
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    monkeypatch.setattr(ProjectWatch, "draw_for_ever", press_ctrl_c)
    monkeypatch.setattr(Runs, "start", start)
    monkeypatch.setattr("signal.signal", lambda *args: None)
    for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    return opened


def test_watch__opens_the_page(
    opened: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    assert main(["watch"]) == 0
    (url,) = opened
    assert f"The figures are at {url} until you press Ctrl-C." in capsys.readouterr().out


@pytest.mark.parametrize(("arguments", "display"), [(["--no-browser"], ":0"), ([], "")])
def test_watch__prints_the_address_without_a_browser(
    arguments: list[str],
    display: str,
    opened: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DISPLAY", display)
    assert main(["watch", *arguments]) == 0
    assert opened == []
    assert "http://127.0.0.1:" in capsys.readouterr().out


@pytest.mark.parametrize("cores", ["0", "-1", "many"])
def test_watch__number_of_cores(
    cores: str, opened: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["watch", f"--cores={cores}"])
    assert f"{cores!r} is neither a positive number nor 'all'" in capsys.readouterr().err


def test_watch__port_in_use(opened: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["watch", "--port", str(port)]) == 1
    assert f"Port {port} cannot be used: Address already in use." in capsys.readouterr().err
