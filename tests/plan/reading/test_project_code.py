"""Functions that plots refer to, read from files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from paraverse.config.models import Config
from paraverse.config.plots import PlotConfig
from paraverse.errors import Location
from paraverse.plan.reading.project_code import ProjectCode, is_builtin, read_project_code
from support.plans import read_plot
from support.projects import MakeFiles

OPS = "from paraverse import operation\n\n@operation\ndef doubled(x):\n    return 2 * x\n"
DRAW = """\
from paraverse import helper, make_facet_grid_plot, plot_function

@plot_function(required_tags=("data",))
def mine(*, data, hlpr): ...

def unregistered(*, data, hlpr): ...

@make_facet_grid_plot(map_as="dataset", encodings=("x",))
def ribbon(ds, hlpr): ...

@helper
def shade(hlpr): ...
"""


def read(plots: Sequence[PlotConfig] = (), **config: Any) -> tuple[ProjectCode, list[str]]:
    model = Config.model_validate({"data_dir": "data", "load": {}, **config})
    code, problems = read_project_code(model, plots, lambda *keys: Location("c.yaml", 1, keys))
    return code, [str(problem) for problem in problems]


def test_read_project_code__own_functions_beside_builtin_ones(files: MakeFiles) -> None:
    files({"ops.py": OPS, "draw.py": DRAW})
    code, problems = read(operations="ops.py", plot_functions="draw.py")
    assert not problems
    assert {"doubled", "print"} <= code.operations.functions.keys()
    assert {"mine", "facet_grid"} <= code.plot_functions.functions.keys()
    assert "ribbon" in code.kinds.functions
    assert {"shade", "set_title"} <= code.helpers.functions.keys()
    assert code.plot_function_files == ("draw.py",)
    assert is_builtin(code.plot_functions.functions["facet_grid"])
    assert not is_builtin(code.plot_functions.functions["mine"])


def test_read_project_code__unregistered_functions_only_if_a_plot_names_the_file(
    files: MakeFiles,
) -> None:
    files({"draw.py": DRAW})
    keys = "plot_func: unregistered"
    for more, is_there in (("", False), (", module_file: draw.py", True)):
        code, problems = read([read_plot(f"p: {{{keys}{more}}}")], plot_functions="draw.py")
        assert not problems
        assert ("unregistered" in code.plot_functions.functions) is is_there


def test_plot_function__of_a_plot_and_options_of_its_decorator(files: MakeFiles) -> None:
    files({"draw.py": DRAW})
    code, _ = read(plot_functions="draw.py")
    function = code.plot_function(read_plot("p: {plot_func: mine}"))
    assert function is not None
    assert function.options == {"required_tags": ("data",)}
    assert code.plot_function(read_plot("p: {plot_func: other}")) is None
    assert code.plot_function_option("mine", "required_tags") == ("data",)
    assert code.plot_function_option("mine", "creator") is None
    assert code.plot_function_option("other", "creator") is None


@pytest.mark.parametrize(
    ("key", "text", "problem"),
    [
        ("operations", None, "c.yaml:1: operations\n    f.py: This file does not exist."),
        ("plot_functions", None, "c.yaml:1: plot_functions\n    f.py: This file does not exist."),
        ("operations", "def f(:\n", "f.py:1\n    "),
    ],
)
def test_read_project_code__files_that_cannot_be_read(
    files: MakeFiles, key: str, text: str | None, problem: str
) -> None:
    files({"f.py": text} if text is not None else {"other.py": ""})
    config: dict[str, Any] = {key: "f.py"}
    code, (found,) = read(**config)
    assert found.startswith(problem)
    assert "facet_grid" in code.plot_functions.functions
    # Any name may be an operation of the file
    assert bool(code.operations.open_files) is (key == "operations")


def test_read_project_code__plot_functions_may_import_what_is_beside_operations(
    files: MakeFiles,
) -> None:
    project = {
        "analysis/ops.py": "",
        "analysis/tools.py": "def width():\n    return 1\n",
        "plots/draw.py": "from paraverse import plot_function\nfrom tools import width\n\n"
        "@plot_function\ndef mine(*, data, hlpr):\n    return width()\n",
    }
    fingerprints = []
    for number in "12":
        files({name: text.replace("1", number) for name, text in project.items()})
        code, _ = read(operations="analysis/ops.py", plot_functions="plots/draw.py")
        fingerprints.append(code.plot_functions.fingerprint("mine"))
    assert fingerprints[0] != fingerprints[1]


def test_read_project_code__loaders_may_change_where_operations_import_from(
    files: MakeFiles,
) -> None:
    project = {
        "loaders.py": "import sys\nsys.path.insert(0, 'lib')\n",
        "lib/tools.py": "def width():\n    return 1\n",
        "ops.py": "from paraverse import operation\nfrom tools import width\n\n"
        "@operation\ndef mine(data):\n    return width()\n",
    }
    fingerprints = []
    for number in "12":
        files(
            {name: text.replace("return 1", f"return {number}") for name, text in project.items()}
        )
        code, _ = read(operations="ops.py", loaders="loaders.py")
        fingerprints.append(code.operations.fingerprint("mine"))
    assert fingerprints[0] != fingerprints[1]
