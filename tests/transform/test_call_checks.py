"""Mistakes in the use of operations are found before anything runs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from paraverse.errors import TransformError
from paraverse.transform.call_checks import check_call
from paraverse.transform.registry import resolve
from support.paths import ROOT


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("sqrd", "Unknown operation 'sqrd'. Did you mean 'sqrt' or 'squared'?"),
        ("exp", "Unknown operation 'exp'. Did you mean 'np.exp' or 'math.exp'?"),
        ("mean", "Did you mean '.mean' or 'np.mean'?"),
        ("something", "docs/operations.md"),
        ("np.linspce", "'np.linspce': There is no 'linspce' in numpy. Did you mean 'linspace'"),
        ("np.pi", "'np.pi' is not a function. `import: [numpy, pi]`"),
    ],
)
def test_unknown_names__are_reported_before_and_when_running(name: str, message: str) -> None:
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
        ("create_mask", [1, "<"], {"value": 2}, "there is no 'value'. Did you mean 'rhs_value'?"),
        ("[]", [1], {}, "'[]' takes (data, key): missing a required argument: 'key'"),
        ("add", [1, 2, 3], {}, "'add' takes (a, b): too many positional arguments"),
        ("np.linspace", [0, 1], {"nun": 3}, "there is no 'nun'."),
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
def test_check_call__accepts_calls_that_fit_or_cannot_be_checked(
    name: str, args: list[object], kwargs: dict[str, object]
) -> None:
    assert check_call(name, args, kwargs) is None


def test_check_call__imports_no_heavy_module() -> None:
    code = (
        "import sys; from paraverse.transform.call_checks import check_call\n"
        "from paraverse.transform.registry import operation_names\n"
        "assert 'numpy' not in sys.modules\n"
        "calls = [*operation_names(), 'np.sin', 'xr.concat', 'scipy.stats.norm.pdf', '.mean']\n"
        "for name in calls: check_call(name, [1])\n"
        "print({'xarray', 'pandas', 'scipy', 'sympy', 'networkx'} & set(sys.modules))"
    )
    scripts = ROOT / "scripts"
    run = subprocess.run([sys.executable, "-c", code], cwd=scripts, capture_output=True, text=True)
    assert run.stdout == "set()\n", run.stderr
