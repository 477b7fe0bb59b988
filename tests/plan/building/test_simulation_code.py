"""Universes are simulated again if the program or a file that it depends on changes."""

from __future__ import annotations

from typing import Any

import pytest

from paraverse.base.content import content_of
from paraverse.config.models import Simulate
from paraverse.plan.building.simulation_code import simulation_lines
from support.projects import MakeFiles

PROGRAM = "import parts\n# note\nprint(parts.one())\n"
PARTS = "def one():\n    return 1\ndef unused():\n    return 3\n"


def lines_with(files: MakeFiles, contents: dict[str, str], **simulate: Any) -> set[str]:
    files(contents)
    settings = Simulate.model_validate({"parameter_space": "p.yaml", **simulate})
    return set(simulation_lines(settings, content_of))


@pytest.mark.parametrize(
    ("simulate", "reason"),
    [
        ({"script": "model/run.py"}, "one in model/parts.py "),
        ({"command": "python model/run.py {params} {folder}"}, "one in model/parts.py "),
        ({"command": "cd model && python ./run.py ../{params}"}, "one in model/parts.py "),
        ({"command": "python -m model.run {params}"}, "one in model/parts.py "),
    ],
)
def test_simulation_lines__local_modules_of_the_program(
    files: MakeFiles, simulate: dict[str, str], reason: str
) -> None:
    project = {"model/run.py": PROGRAM, "model/parts.py": PARTS}
    before = lines_with(files, project, **simulate)
    edits = {"model/run.py": PROGRAM.replace("note", "remark")}
    assert lines_with(files, project | edits, **simulate) == before
    edits = {"model/parts.py": PARTS.replace("return 1", "return 2")}
    (line,) = before - lines_with(files, project | edits, **simulate)
    assert line.startswith(reason)


@pytest.mark.parametrize(
    "simulate",
    [
        {"command": "./model.sh --input=data.txt {params}"},
        {"command": "Rscript 'data.txt' {params}"},
        {"command": "model {params}", "depends_on": ["data.txt"]},
        {"script": "run.py", "depends_on": "data.txt"},
        {"script": "run.py", "depends_on": ["data.txt", "folder"]},
    ],
)
def test_simulation_lines__files_by_content(files: MakeFiles, simulate: dict[str, Any]) -> None:
    project = {"model.sh": "1", "data.txt": "1", "run.py": "print(1)\n", "folder/x": ""}
    before = lines_with(files, project, **simulate)
    (line,) = before - lines_with(files, project | {"data.txt": "2"}, **simulate)
    assert line.startswith("file data.txt ")


def test_simulation_lines__a_script_that_python_here_cannot_parse(files: MakeFiles) -> None:
    before = lines_with(files, {"old.py": "print 1"}, command="python2 old.py {params}")
    assert before != lines_with(files, {"old.py": "print 2"}, command="python2 old.py {params}")


def test_simulation_lines__no_installed_programs(files: MakeFiles) -> None:
    assert lines_with(files, {}, command="/usr/bin/env python3 {params}") == set()
