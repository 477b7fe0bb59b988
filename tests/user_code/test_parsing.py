"""Python files are parsed into statements, once as long as their content stays."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from paraverse.errors import ConfigError
from paraverse.user_code.parsing import docstring_of, parse_file


def test_parse_file__statements_without_comments_and_docstrings(tmp_path: Path) -> None:
    file = tmp_path / "ops.py"
    file.write_text('"""Mine."""\nimport a, b\ndef f():  # note\n    """Do."""\nx = 1\n')
    statements = [statement.source for statement in parse_file(file)]
    assert statements == ["import a", "import b", "def f():\n    pass", "x = 1"]


def test_parse_file__docstrings_stay_if_the_code_reads_them(tmp_path: Path) -> None:
    file = tmp_path / "ops.py"
    file.write_text('def f():\n    """Do."""\nx = f.__doc__\n')
    assert "Do." in parse_file(file)[0].source


def test_docstring_of__also_after_it_was_removed(tmp_path: Path) -> None:
    file = tmp_path / "ops.py"
    file.write_text('def f():\n    """Do."""\n')
    (statement,) = parse_file(file)
    assert isinstance(statement.node, ast.FunctionDef)
    assert docstring_of(statement.node) == "Do."
    assert "Do." not in statement.source
    assert docstring_of(statement.node) == "Do."


def test_parse_file__again_only_if_the_content_changes(tmp_path: Path) -> None:
    file = tmp_path / "ops.py"
    file.write_text("x = 1\n")
    before = parse_file(file)
    assert parse_file(file) is before
    file.write_text("x = 2\n")
    assert parse_file(file)[0].source == "x = 2"


def test_parse_file__names_the_line_of_a_mistake(tmp_path: Path) -> None:
    file = tmp_path / "ops.py"
    file.write_text("x = 1\ndef f(:\n")
    with pytest.raises(ConfigError, match=r"ops\.py:2\n.*Not valid Python"):
        parse_file(file)
