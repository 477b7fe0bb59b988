"""Imports of dantro and utopya in the files of a project."""

from __future__ import annotations

import importlib.util
from typing import Any

import pytest

import paraverse
from paraverse import compat
from paraverse.plan.checks.old_imports import missing_import_problems, old_import_problems
from paraverse.user_code.importing import COMPATIBLE_NAMES, OWN_NAMES
from support.projects import MakeFiles


def test_compatible_names__are_those_of_compat() -> None:
    assert set(compat.__all__) == set(COMPATIBLE_NAMES)
    assert set(paraverse.__all__) == set(OWN_NAMES)


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("from dantro.utils import register_operation", "import register_operation` instead"),
        ("from dantro.data_ops import is_operation as op", "import is_operation` instead"),
    ],
)
def test_old_import_problems__of_operations_that_dantro_would_get(
    files: MakeFiles, line: str, hint: str
) -> None:
    files({"ops.py": f"import os\n{line}\n"})
    (problem,) = old_import_problems(["ops.py"])
    assert str(problem.location) == "ops.py:2"
    assert hint in problem.message


@pytest.mark.parametrize(
    "lines",
    [
        "import dantro\n@dantro.utils.register_operation\ndef f(x): return x",
        "import dantro.data_ops as ops\n@ops.is_operation('g')\ndef f(x): return x",
        "from dantro import data_ops\ndata_ops.register_operation(name='f', func=len)",
        "import utopya.eval\nutopya.eval.register_operation(name='f', func=len)",
    ],
)
def test_old_import_problems__of_attributes_of_modules(files: MakeFiles, lines: str) -> None:
    files({"ops.py": f"{lines}\n", "other.py": "import ops\nops.is_operation\n"})
    (problem,) = old_import_problems(["ops.py", "other.py"])
    assert str(problem.location) == "ops.py:2"
    assert "Write `from paraverse.compat import " in problem.message


def test_missing_import_problems__only_where_the_package_is_missing(
    files: MakeFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    files(
        {
            "ops.py": "import dantro\nfrom utopya.eval import PlotHelper\nimport numpy\n"
            "try:\n    import dantro\nexcept ImportError:\n    pass\n"
        }
    )
    find_spec = importlib.util.find_spec

    def find(name: str, *args: Any) -> Any:
        return find_spec("os") if name in ("dantro", "utopya") else find_spec(name, *args)

    monkeypatch.setattr(importlib.util, "find_spec", find)
    assert list(missing_import_problems(["ops.py"])) == []
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *args: None)
    first, second = missing_import_problems(["ops.py"])
    assert "dantro is not installed here. `paraverse.compat` has ColorManager" in first.message
    assert "Write `from paraverse.compat import PlotHelper` instead." in second.message
