"""Files that functions declare with `depends_on`."""

from __future__ import annotations

import ast

import pytest

from paraverse.errors import ConfigError
from paraverse.user_code.declared_files import describe_missing, expand, read_declaration
from support.operation_files import IMPORTS, find_operations, fingerprint_op
from support.projects import MakeFiles


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("'a.csv'", ("a.csv",)),
        ("['a.csv', 'b/*.csv']", ("a.csv", "b/*.csv")),
        ("('a.csv',)", ("a.csv",)),
        ("[]", ()),
        ("FILES", None),
        ("['a' + x]", None),
        ("[1]", None),
        ("{'a.csv'}", None),
        ("['']", None),
    ],
)
def test_read_declaration__of_what_is_written_out(
    value: str, expected: tuple[str, ...] | None
) -> None:
    assert read_declaration(ast.parse(value, mode="eval").body) == expected


def test_expand__patterns_and_paths(files: MakeFiles) -> None:
    files({"maps/a.png": "", "maps/b/c.png": "", "table[1].csv": ""})
    assert expand("maps/*.png") == ["maps/a.png"]
    assert expand("maps/**/*.png") == ["maps/a.png", "maps/b/c.png"]
    assert expand("table[1].csv") == ["table[1].csv"]
    assert expand("none.csv") == ["none.csv"]
    assert expand("*.json") == []


def test_describe_missing__states_what_to_look_for(files: MakeFiles) -> None:
    folder = files({"maps/a.png": ""})
    assert describe_missing("maps/*.png") is None
    assert describe_missing("maps") is None
    message = describe_missing("table.csv") or ""
    assert message.startswith("`depends_on` names 'table.csv', but there is no such file. ")
    assert str(folder) in message
    assert "no file matches" in (describe_missing("*.json") or "")


@pytest.mark.parametrize(
    "code",
    [
        "@operation(depends_on=['table.csv'])\ndef op(x):\n    return 1\n",
        "@operation('op', depends_on='*.csv')\ndef f(x):\n    return 1\n",
        "def op(x):\n    return 1\nregister_operation(op, depends_on=('table.csv',))\n",
        "@operation(depends_on=['table.csv'])\ndef other(x):\n    return 1\n"
        "@operation\ndef op(x):\n    return other(x)\n",
    ],
    ids=["list", "pattern", "call", "of a function that it calls"],
)
def test_fingerprint__changes_with_declared_files(files: MakeFiles, code: str) -> None:
    project = {"operations.py": IMPORTS + code, "table.csv": "1", "other.txt": "1"}
    before = fingerprint_op(files, project)
    assert fingerprint_op(files, {**project, "other.txt": "2"}) == before
    assert fingerprint_op(files, {**project, "table.csv": "2"}) != before


def test_fingerprint__changes_with_the_files_that_match(files: MakeFiles) -> None:
    code = "@operation(depends_on=['*.csv'])\ndef op(x):\n    return 1\n"
    before = fingerprint_op(files, {"operations.py": IMPORTS + code, "a.csv": ""})
    assert fingerprint_op(files, {"operations.py": IMPORTS + code, "b.csv": ""}) != before


@pytest.mark.parametrize("files_", ["FILES", "[Path('a.csv')]", "{'a.csv'}"])
def test_find_registrations__declared_files_must_be_written_out(
    files: MakeFiles, files_: str
) -> None:
    code = f"@operation(\n    depends_on={files_}\n)\ndef op(x):\n    return 1\n"
    with pytest.raises(ConfigError, match=r"operations\.py:3\n.*such as \['config/table\.csv'\]"):
        find_operations(files, {"operations.py": IMPORTS + code})
