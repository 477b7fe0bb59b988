"""Operations that do not exist, that are called wrongly, or with a name that is taken."""

from __future__ import annotations

from typing import Any

import pytest

from paraverse.config.models import Config
from paraverse.errors import Location
from paraverse.plan.checks.operations import graph_problems, registration_problems
from paraverse.plan.reading.project_code import ProjectCode, read_project_code
from paraverse.transform.language.graph import Graph
from support.projects import MakeFiles

OPS = """\
from paraverse import operation

@operation
def weigh(x, *, over, by=1):
    return x
"""


def read(files: MakeFiles, text: str) -> ProjectCode:
    files({"ops.py": text})
    config = Config.model_validate({"data_dir": "d", "load": {}, "operations": "ops.py"})
    code, problems = read_project_code(config, [], lambda *keys: Location("config.yaml"))
    assert not problems
    return code


def where(*keys: str | int) -> Location:
    return Location("plots.yaml", None, keys)


def messages(nodes: list[Any], code: ProjectCode, **sections: Any) -> list[str]:
    graph = Graph.of(transform=nodes, where=where, **sections)
    return [str(problem) for problem in graph_problems(where, graph, code)]


@pytest.mark.parametrize(
    ("node", "message"),
    [
        ({"weihg": 1}, "Unknown operation 'weihg'. Did you mean 'weigh'?"),
        ({".meen": 1}, "Unknown operation '.meen'. Did you mean '.mean'?"),
        ({"weigh": 1}, "'weigh' takes (x, over, [by]): missing a required argument"),
        (
            {"weigh": {"x": 1, "over": 2, "bi": 3}},
            "'weigh' takes (x, over, [by]): there is no 'bi'",
        ),
    ],
)
def test_graph_problems__calls(files: MakeFiles, node: Any, message: str) -> None:
    (problem,) = messages([{"define": 1}, node], read(files, OPS))
    assert problem.startswith(f"plots.yaml: transform[1]\n    {message}")


@pytest.mark.parametrize("node", [{"weigh": {"x": 1, "over": 2}}, {"np.linalg.norm": [1]}, "print"])
def test_graph_problems__right_calls_pass(files: MakeFiles, node: Any) -> None:
    assert messages([{"define": 1}, node], read(files, OPS)) == []


def test_graph_problems__names_that_a_file_may_register_pass(files: MakeFiles) -> None:
    code = read(files, OPS + "for name in ('a', 'b'):\n    operation(name)(abs)\n")
    assert messages([{"define": 1}, "a", "c"], code) == []


def test_graph_problems__meta_operation_with_the_name_of_an_operation(files: MakeFiles) -> None:
    (problem,) = messages([], read(files, OPS), meta_operations={"weigh": [{"define": 1}]})
    assert problem == (
        "plots.yaml: meta_operations.weigh\n    There is an operation 'weigh' already, in "
        "ops.py:4; this one needs another name."
    )


def test_registration_problems__names_that_are_taken(files: MakeFiles) -> None:
    again = OPS + '\n@operation("weigh")\ndef f(x): ...\n\n@operation\ndef squared(x): ...\n'
    found = [str(problem) for problem in registration_problems(read(files, again))]
    hint = "Give it another name, or `overwrite=True` if it should replace that one everywhere."
    assert found == [
        f"ops.py:8\n    'weigh' is registered already, in ops.py:4. {hint}",
        f"ops.py:11\n    'squared' is an operation that comes with paraverse. {hint}",
    ]


def test_registration_problems__replacing_on_purpose_passes(files: MakeFiles) -> None:
    text = OPS + '\n@operation("weigh", overwrite=True)\ndef f(x): ...\n'
    assert list(registration_problems(read(files, text))) == []
