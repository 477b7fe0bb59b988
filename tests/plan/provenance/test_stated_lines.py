"""Lines that state what results depend on."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.plan.provenance import stated_lines
from paraverse.plan.provenance.stated_lines import files_in_lines, readable_lines


def test_files_in_lines__only_of_lines_about_files() -> None:
    lines = ["file a table.csv 0123456789abcdef", "operation file 0123", "file = 'x'"]
    assert files_in_lines(lines) == [Path("a table.csv")]


def test_readable_lines__are_for_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stated_lines, "_MAX_LINES", 2)
    lines = [r"title = '\x7bx\x7d'", "a = 1", "a = 1"]
    assert readable_lines(lines) == ["title = '{x}'", "a = 1"]
    assert readable_lines([*lines, "b = 2", "c = 3"]) == ["title = '{x}'", "a = 1", "and 2 more"]
