"""Paths that are computed from others are known without running the file."""

from __future__ import annotations

import ast
import os
from pathlib import Path

import pytest

from paraverse.user_code.path_expressions import evaluate_path


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("'lib'", "lib"),
        ("str(Path(__file__).parent / 'lib')", "/project/config/lib"),
        ("Path(__file__).resolve().parents[1].joinpath('a', 'b').as_posix()", "/project/a/b"),
        ("os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'lib')", "/project/lib"),
        ("os.path.dirname(__file__) + '/lib'", "/project/config/lib"),
        ("HERE / 'lib'", "/project/config/lib"),
        ("Path('a', 'b')", "a/b"),
    ],
)
def test_evaluate_path__of_expressions(expression: str, expected: str) -> None:
    names = {"HERE": ast.parse("pathlib.Path(__file__).parent", mode="eval").body}
    path = evaluate_path(
        ast.parse(expression, mode="eval").body, Path("/project/config/ops.py"), names
    )
    assert path is not None
    assert os.path.normpath(path) == expected


def test_evaluate_path__in_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for expression in ("os.getcwd()", "Path.cwd()"):
        node = ast.parse(expression, mode="eval").body
        assert evaluate_path(node, Path("ops.py"), {}) == str(tmp_path)


@pytest.mark.parametrize(
    "expression",
    ["os.environ['LIB']", "find()", "HERE", "Path(f'{x}')", "join('a', b)", "f(__file__).parent"],
)
def test_evaluate_path__none_if_it_is_not_understood(expression: str) -> None:
    names = {"HERE": ast.parse("HERE", mode="eval").body}
    assert evaluate_path(ast.parse(expression, mode="eval").body, Path("ops.py"), names) is None
