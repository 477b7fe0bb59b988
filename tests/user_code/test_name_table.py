"""Names that a file needs when it is imported, but that do not exist, count for everything."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.user_code.name_table import NameTable, find_names
from paraverse.user_code.parsing import parse_file
from support.operation_files import IMPORTS, fingerprint_op
from support.projects import MakeFiles

OP = f"{IMPORTS}@operation\ndef op(x):\n    return 1\n"


def names_in(folder: Path, text: str) -> NameTable:
    (folder / "file.py").write_text(text)
    return find_names(folder / "file.py")


@pytest.mark.parametrize(
    ("text", "name", "exists"),
    [
        ("x = 1\n", "x", True),
        ("import a.b\n", "a", True),
        ("import a.b\n", "b", False),
        ("def f():\n    global y\n    z = 1\n", "y", True),
        ("def f():\n    global y\n    z = 1\n", "z", False),
        ("from a import *\n", "anything", True),
        ("globals()['x'] = 1\n", "x", True),
        ("def __getattr__(name): ...\n", "anything", True),
        ("", "len", True),
        ("", "__file__", True),
    ],
)
def test_find_names__of_a_file(tmp_path: Path, text: str, name: str, exists: bool) -> None:
    assert names_in(tmp_path, text).has([name]) is exists


def test_name_table__grows_with_each_statement(tmp_path: Path) -> None:
    (tmp_path / "file.py").write_text("x = 1\ny = 2\n")
    table = NameTable()
    assert not table.has(["x"])
    for statement in parse_file(tmp_path / "file.py"):
        table.add(statement)
    assert table.has(["x", "y"])
    assert not table.has(["x", "z"])


def test_name_table__names_that_are_bound_later_do_not_exist(tmp_path: Path) -> None:
    (tmp_path / "file.py").write_text("from other import *\n")
    table = NameTable(["later"])
    for statement in parse_file(tmp_path / "file.py"):
        table.add(statement)
    assert table.has(["anything"])
    assert not table.has(["later"])


@pytest.mark.parametrize(
    "unused",
    [
        "y = missing\n",
        "y = later\nlater = 1\n",
        "from other import missing\n",
        "@missing\ndef f(): ...\n",
        "def f(y=missing): ...\n",
        "class A(missing): ...\n",
        "register_operation(missing, 'f')\n",
        "import missing_module\n",
    ],
)
def test_fingerprint__changes_with_errors_on_import(files: MakeFiles, unused: str) -> None:
    before = fingerprint_op(files, {"operations.py": OP, "other.py": "y = 1\n"})
    assert fingerprint_op(files, {"operations.py": OP + unused}) != before


def test_fingerprint__changes_if_an_imported_name_is_removed(files: MakeFiles) -> None:
    project = {"operations.py": f"from other import y\n{OP}", "other.py": "y = 1\n"}
    before = fingerprint_op(files, project)
    assert fingerprint_op(files, {**project, "other.py": "z = 1\n"}) != before
    assert fingerprint_op(files, {**project, "other.py": "y = 2\n"}) == before
