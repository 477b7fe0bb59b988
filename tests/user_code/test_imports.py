"""Files are found through all the ways in which Python code imports others."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.machinery import EXTENSION_SUFFIXES

import pytest

from paraverse.user_code.imports import find_on_path
from paraverse.user_code.registrations import find_registrations
from support.operation_files import IMPORTS, Project, changes_op, fingerprint_op, read_edits
from support.projects import MakeFiles

OP = f"{IMPORTS}@operation\ndef op(x):\n    return 1\n"


@pytest.mark.parametrize(("project", "edit", "changes"), read_edits("imports"))
def test_fingerprint__notices_edits(
    files: MakeFiles, project: Project, edit: Sequence[str], *, changes: bool
) -> None:
    assert changes_op(files, project, edit) is changes


def test_fingerprint__changes_with_compiled_modules(files: MakeFiles) -> None:
    suffix = EXTENSION_SUFFIXES[0]
    project = {"operations.py": f"import fast\n{OP}", f"fast{suffix}": "1"}
    before = fingerprint_op(files, project)
    assert fingerprint_op(files, {**project, f"fast{suffix}": "2"}) != before


@pytest.mark.parametrize("name", ["on_the_path.py", "on_the_path/part.py"])
def test_fingerprint__changes_with_modules_that_are_not_installed(
    files: MakeFiles,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    # As with PYTHONPATH or `pip install -e`
    folder = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.syspath_prepend(str(folder))
    find_on_path.cache_clear()
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).with_name("__init__.py" if "/" in name else name).write_text("")
    project = {"operations.py": f"import on_the_path\n{OP}"}
    before = fingerprint_op(files, project)
    (folder / name).write_text("x = 1\n")
    assert fingerprint_op(files, project) != before


def test_find_on_path__neither_installed_packages_nor_those_of_python() -> None:
    assert [find_on_path(name) for name in ("numpy", "json", "paraverse", "nowhere")] == [None] * 4


def test_fingerprint__changes_with_the_order_of_the_files(files: MakeFiles) -> None:
    patch = "import numpy as np\nnp.x = {}\n"
    files({"a.py": patch.format(1) + OP, "b.py": patch.format(2)})
    one, other = (
        find_registrations(order, ["operation"]).fingerprint("op")
        for order in (["a.py", "b.py"], ["b.py", "a.py"])
    )
    assert one != other
