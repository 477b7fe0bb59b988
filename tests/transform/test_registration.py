"""Functions become operations, by the decorator and in the ways of dantro."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import paraverse
from paraverse.errors import ParaverseError
from paraverse.transform import registry
from paraverse.transform.registration import is_operation, operation, register_operation
from paraverse.transform.registry import Operation, operation_names, resolve
from paraverse.user_code.importing import load_modules


@pytest.fixture(autouse=True)
def own_registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Undo what a test registers and imports."""
    monkeypatch.setattr(registry, "_OPERATIONS", dict(registry._OPERATIONS))
    before = set(sys.modules), list(sys.path)
    yield
    sys.path[:] = before[1]
    for name in set(sys.modules) - before[0]:
        if name.startswith("_project_"):
            del sys.modules[name]


def doubled(data: float) -> float:
    return 2 * data


@pytest.mark.parametrize(
    ("decorate", "name"),
    [
        (operation, "doubled"),
        (operation(), "doubled"),
        (operation("twice as much"), "twice as much"),
        (operation(name="twice", version=2, packages=("scipy",)), "twice"),
        (is_operation, "doubled"),
        (is_operation(), "doubled"),
        (is_operation("twice", skip_existing=True), "twice"),
    ],
)
def test_decorators__register_and_return_the_function(
    decorate: Callable[[Operation], Operation], name: str
) -> None:
    assert decorate(doubled) is doubled
    assert resolve(name)(2) == 4
    assert name in operation_names()


@pytest.mark.parametrize(
    "again",
    [operation("doubled"), is_operation("doubled"), lambda f: register_operation(f, "doubled")],
)
def test_registering_twice__is_an_error_that_names_both_locations(
    again: Callable[[Operation], object],
) -> None:
    operation(doubled)

    def other(data: float) -> float:
        return data

    with pytest.raises(ParaverseError, match=r"'doubled' is registered twice") as error:
        again(other)
    for function in (doubled, other):
        assert f"{__file__}:{function.__code__.co_firstlineno}" in str(error.value)
    assert resolve("doubled") is doubled


def test_registering_twice__can_be_meant() -> None:
    operation(doubled)
    register_operation(abs, "doubled", skip_existing=True)
    assert resolve("doubled") is doubled
    operation("doubled", overwrite=True)(len)
    assert resolve("doubled") is len
    register_operation(abs, "doubled", skip_existing=True, overwrite_existing=True)
    assert resolve("doubled") is abs


def test_registering_a_name_of_ours__is_an_error() -> None:
    with pytest.raises(ParaverseError, match=r"'print' is registered twice: .*general\.py:\d+"):
        operation("print")(doubled)


def test_register_operation__needs_a_function_with_a_name() -> None:
    with pytest.raises(ParaverseError, match="needs a `name`"):
        register_operation(lambda data: data)
    with pytest.raises(ParaverseError, match="An operation is a function; 'x' is to be 3"):
        register_operation(3, "x")  # type: ignore[arg-type]


DANTROS = """
from paraverse import is_operation, register_operation

@is_operation
def increased(data, *, by=1):
    return data + by

@is_operation("do_something", overwrite_existing=True)
def whatever(data):
    return -data

register_operation(name="tail of", func=lambda data: data[1:], skip_existing=False)
"""


def test_load_modules__runs_what_was_written_for_dantro(tmp_path: Path) -> None:
    file = tmp_path / "my_operations.py"
    file.write_text(DANTROS)
    load_modules([str(file), str(file)])
    assert resolve("increased")(1, by=2) == 3
    assert resolve("do_something")(1) == -1
    assert resolve("tail of")("abc") == "bc"


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("import nowhere_to_be_found", "cannot be imported: ModuleNotFoundError"),
        ("from paraverse import operation\noperation('print')(len)", "'print' is registered twice"),
    ],
)
def test_load_modules__names_the_file_that_fails(tmp_path: Path, code: str, message: str) -> None:
    file = tmp_path / "broken.py"
    file.write_text(code)
    with pytest.raises(ParaverseError, match=f"broken.py.*{message}"):
        load_modules([str(file)])


def test_paraverse__exports_the_ways_to_register() -> None:
    assert paraverse.operation is operation
    assert paraverse.is_operation is is_operation
    assert paraverse.register_operation is register_operation
