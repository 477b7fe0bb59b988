"""Commands as data."""

from __future__ import annotations

import argparse

import pytest

from paraverse.commands.command import Command


def add_name(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?")


def test_command__is_parsed_with_its_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    command = Command(
        name="greet",
        summary="say hello",
        examples={"paraverse greet": "to everyone", "paraverse greet you": "to one"},
        run=lambda options: 0,
        add_arguments=add_name,
    )
    parser = argparse.ArgumentParser()
    command.add_to(parser.add_subparsers())
    options = parser.parse_args(["greet", "you"])
    assert options.command is command
    assert options.name == "you"
    with pytest.raises(SystemExit):
        parser.parse_args(["greet", "--help"])
    out = capsys.readouterr().out
    assert "Say hello." in out
    assert "  paraverse greet      to everyone\n  paraverse greet you  to one\n" in out
