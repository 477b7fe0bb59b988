"""A configuration file that is not valid YAML, before Snakemake reads it."""

from __future__ import annotations

import logging

import pytest

from paraverse.workflow.config_file import require_valid_yaml
from support.projects import MakeFiles


def test_require_valid_yaml__exits_with_the_line(
    files: MakeFiles, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    files({"a.yaml": "x: 1\ny: [1\n", "b.yaml": "x: !tag 1\n", "c.yaml": "x: 1\n"})
    messages: list[str] = []
    monkeypatch.setattr("paraverse.workflow.config_file.logger.error", messages.append)
    with caplog.at_level(logging.ERROR), pytest.raises(SystemExit):
        require_valid_yaml("a.yaml")
    with pytest.raises(SystemExit):
        require_valid_yaml("b.yaml")
    require_valid_yaml("c.yaml")
    require_valid_yaml("not_there.yaml")
    first, second = messages
    assert "a.yaml:2\n    Not valid YAML: [ begins here" in first
    assert "b.yaml:1\n    Takes no tags such as '!tag'" in second
