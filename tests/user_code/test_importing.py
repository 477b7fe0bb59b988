"""Python files of a project are imported once, with the modules beside them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from paraverse.errors import ParaverseError
from paraverse.user_code.importing import forget_modules, is_forgotten, load_modules


@pytest.fixture(autouse=True)
def _restore_path() -> Iterator[None]:
    before = sys.path[:]
    yield
    sys.path[:] = before


def test_load_modules__once_in_order(tmp_path: Path) -> None:
    (tmp_path / "first_of_two.py").write_text("calls = []\ncalls.append(1)\n")
    (tmp_path / "second_of_two.py").write_text("x = 2\n")
    files = [str(tmp_path / "second_of_two.py"), str(tmp_path / "first_of_two.py")]
    load_modules(files)
    second, first = load_modules(files)
    assert (second.x, first.calls) == (2, [1])


def test_load_modules__imports_what_is_beside(tmp_path: Path) -> None:
    (tmp_path / "beside_of_it.py").write_text("x = 3\n")
    (tmp_path / "imports_beside.py").write_text("from beside_of_it import x\n")
    (module,) = load_modules([str(tmp_path / "imports_beside.py")])
    assert module.x == 3


def test_load_modules__file_in_a_package(tmp_path: Path) -> None:
    package = tmp_path / "some_package"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "values.py").write_text("x = 4\n")
    (package / "operations.py").write_text("from .values import x\n")
    (module,) = load_modules([str(package / "operations.py")])
    assert (module.__name__, module.x) == ("some_package.operations", 4)


def test_load_modules__package_with_a_name_that_is_taken(tmp_path: Path) -> None:
    package = tmp_path / "json"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "decoder.py").write_text("")
    with pytest.raises(ParaverseError, match=r"The name json\.decoder is that of .*give one of"):
        load_modules([str(package / "decoder.py")])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("import dantro_that_is_missing\n", r"No module named 'dantro_that_is_missing'$"),
        ("raise ModuleNotFoundError(name='dantro.plot')\n", r"`paraverse.compat` has ColorManager"),
        (
            'raise ImportError("cannot import name \'register_operation\' from", name="dantro")\n',
            r"Write `from paraverse.compat import register_operation` instead",
        ),
        ("@is_operation\ndef f(x):\n    pass\n", "Add `from paraverse.compat import is_operation`"),
        ("@operation\ndef f(x):\n    pass\n", "Add `from paraverse import operation`"),
        ("import json\njson.is_operation\n", "has no attribute 'is_operation'$"),
        ("from paraverse import operatoin\n", "Did you mean 'operation'"),
        ("from paraverse.compat import XrDataContainer\n", "Allowed: ColorManager, DataManager"),
        ("@is_operatoin\ndef f(x):\n    pass\n", "name 'is_operatoin' is not defined"),
    ],
)
def test_load_modules__says_where_names_of_dantro_are(
    tmp_path: Path, text: str, message: str
) -> None:
    (tmp_path / "of_dantro.py").write_text(text)
    with pytest.raises(ParaverseError, match=message):
        load_modules([str(tmp_path / "of_dantro.py")])


def test_forget_modules__if_a_file_has_changed(tmp_path: Path) -> None:
    file, beside = tmp_path / "edited_file.py", tmp_path / "edited_beside.py"
    beside.write_text("x = 1\n")
    file.write_text("from edited_beside import x\ndef f(): return x\n")
    forget_modules(tmp_path)  # those of other tests
    (before,) = load_modules([str(file)])
    forget_modules(tmp_path)
    assert load_modules([str(file)]) == [before]
    assert not is_forgotten(before.f)
    beside.write_text("x = 2\n")
    forget_modules(tmp_path)
    (after,) = load_modules([str(file)])
    assert (before.f(), after.f()) == (1, 2)
    assert is_forgotten(before.f)
    assert not is_forgotten(after.f)


def test_forget_modules__of_another_project_or_that_failed(tmp_path: Path) -> None:
    files = [tmp_path / name / "same_name.py" for name in "ab"]
    for number, file in enumerate(files):
        file.parent.mkdir()
        file.write_text("from same_beside import x\n")
        (file.parent / "same_beside.py").write_text(f"x = {number}\n")
    values = []
    for file in files:
        forget_modules(file.parent)
        values += [module.x for module in load_modules([str(file)])]
    assert values == [0, 1]
    files[1].write_text("import missing_module_of_it\n")
    forget_modules(files[1].parent)
    with pytest.raises(ParaverseError):
        load_modules([str(files[1])])
    forget_modules(files[1].parent)
    assert str(files[1].parent) not in sys.path


def test_is_forgotten__of_what_is_no_function_of_a_file() -> None:
    assert not any(map(is_forgotten, [None, len, "alias"]))
