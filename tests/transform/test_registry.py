from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import paraverse
from paraverse.errors import ParaverseError, TransformError
from paraverse.transform import registry
from paraverse.transform.registry import (
    check_call,
    is_operation,
    operation,
    operation_names,
    register_operation,
    resolve,
)
from paraverse.user_code.importing import load_modules
from support.paths import ROOT


@pytest.fixture(autouse=True)
def own_registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
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
def test_decorators__register_and_return_the_function(decorate: object, name: str) -> None:
    assert decorate(doubled) is doubled  # type: ignore[operator]
    assert resolve(name)(2) == 4
    assert name in operation_names()


@pytest.mark.parametrize(
    "again",
    [operation("doubled"), is_operation("doubled"), lambda f: register_operation(f, "doubled")],
)
def test_registering_twice__is_an_error_that_names_both_places(again: object) -> None:
    operation(doubled)

    def other(data: float) -> float:
        return data

    with pytest.raises(ParaverseError, match=r"'doubled' is registered twice") as error:
        again(other)  # type: ignore[operator]
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


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("sqrd", "Unknown operation 'sqrd'. Did you mean 'sqrt' or 'squared'?"),
        ("exp", "Unknown operation 'exp'. Did you mean 'np.exp' or 'math.exp'?"),
        ("mean", "Did you mean '.mean' or 'np.mean'?"),
        ("something", "docs/operations.md"),
        ("np.linspce", "'np.linspce': There is no 'linspce' in numpy. Did you mean 'linspace'"),
        ("np.pi", "'np.pi' is no function. `import: [numpy, pi]`"),
    ],
)
def test_unknown_names__are_told_before_and_when_running(name: str, message: str) -> None:
    assert message in str(check_call(name, [1]))
    with pytest.raises(TransformError) as error:
        resolve(name)
    assert message in str(error.value)


def test_check_call__knows_names_of_the_project() -> None:
    assert "Did you mean 'my_mean'" in str(check_call("my_maen", [1], others=["my_mean"]))


@pytest.mark.parametrize(
    ("name", "args", "kwargs", "message"),
    [
        ("create_mask", [1, "<"], {}, "missing a required argument: 'rhs_value'"),
        ("create_mask", [1, "<"], {"value": 2}, "missing a required argument: 'rhs_value'"),
        ("[]", [1], {}, "'[]' takes (data, key): missing a required argument: 'key'"),
        ("add", [1, 2, 3], {}, "'add' takes (a, b): too many positional arguments"),
        ("np.linspace", [0, 1], {"nun": 3}, "got an unexpected keyword argument 'nun'"),
        ("np.", ["linspace", 0], {}, "'np.linspace' takes (start, stop, [num]"),
        (".maen", [1], {}, "Unknown operation '.maen'. Did you mean '.mean'?"),
    ],
)
def test_check_call__says_what_does_not_fit(
    name: str, args: list[object], kwargs: dict[str, object], message: str
) -> None:
    assert message in str(check_call(name, args, kwargs))


@pytest.mark.parametrize(
    ("name", "args", "kwargs"),
    [
        ("create_mask", [1], {"operator_name": "<", "rhs_value": 2}),
        ("where", [1, "<", 2], {"drop": True}),
        ("np.linspace", [0, 1], {"num": 3}),
        ("np.", ["linspace", 0, 1], {}),
        ("int", ["3"], {"base": 4}),
        (".mean", [1], {"anything": 2}),
        (".sel.item", [1], {}),
        (".reindex", [1], {}),
        (".of_my_own_class", [1], {}),
        ("scipy.stats.norm.pdf", [], {}),
        ("xr.", ["concat"], {}),
        ("curve_fit", [], {}),
    ],
)
def test_check_call__lets_pass_what_fits_and_what_is_not_known(
    name: str, args: list[object], kwargs: dict[str, object]
) -> None:
    assert check_call(name, args, kwargs) is None


def test_check_call__does_not_import_what_takes_time() -> None:
    code = (
        "import sys; from paraverse.transform.registry import check_call, operation_names\n"
        "assert 'numpy' not in sys.modules\n"
        "calls = [*operation_names(), 'np.sin', 'xr.concat', 'scipy.stats.norm.pdf', '.mean']\n"
        "for name in calls: check_call(name, [1])\n"
        "print({'xarray', 'pandas', 'scipy', 'sympy', 'networkx'} & set(sys.modules))"
    )
    scripts = ROOT / "scripts"
    run = subprocess.run([sys.executable, "-c", code], cwd=scripts, capture_output=True, text=True)
    assert run.stdout == "set()\n", run.stderr


def test_resolve__finds_methods_and_functions_of_modules() -> None:
    assert resolve(".max")(np.array([1, 3])) == 3
    assert resolve("np.linalg.norm")([3, 4]) == 5
    assert resolve("scipy.special.cbrt")(27) == 3
    assert resolve("math.hypot")(3, 4) == 5


def test_operations__are_all_documented() -> None:
    text = (ROOT / "docs" / "operations.md").read_text()
    assert [name for name in operation_names() if f"`{name}`" not in text] == []


def test_paraverse__exports_the_ways_to_register() -> None:
    assert paraverse.operation is operation
    assert paraverse.is_operation is is_operation
    assert paraverse.register_operation is register_operation
