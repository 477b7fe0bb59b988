"""Fingerprints of programs."""

from __future__ import annotations

import pytest

from paraverse.errors import ConfigError
from paraverse.user_code.fingerprint import fingerprint_file
from paraverse.user_code.registrations import find_registrations
from support.operation_files import Project
from support.projects import MakeFiles


@pytest.mark.parametrize(
    ("project", "message"),
    [
        ({}, "operations.py\n    This file does not exist."),
        ({"operations.py/x": ""}, "operations.py\n    Is a directory."),
        (
            {"operations.py": "x = 1\ndef f(:\n"},
            "operations.py:2\n    Not valid Python: invalid syntax.",
        ),
        (
            {"operations.py": "import powers", "powers.py": "x = (\n"},
            "powers.py:1\n    Not valid Python: '(' was never closed.",
        ),
    ],
)
def test_find_registrations_and_fingerprint_file__unreadable_file(
    files: MakeFiles, project: Project, message: str
) -> None:
    files(project)
    for read in (
        lambda: find_registrations(["operations.py"], []),
        lambda: fingerprint_file("operations.py"),
    ):
        with pytest.raises(ConfigError) as error:
            read()
        (problem,) = error.value.problems
        assert str(problem) == message


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("print(1)", "print(2)", True),
        ("return 3", "return 4", True),
        ('"""Model."""', '"""A model."""', False),
        ("# note", "# remark", False),
    ],
)
def test_fingerprint_file__of_a_program(
    files: MakeFiles, old: str, new: str, changes: bool
) -> None:
    project = {
        "model.py": '"""Model."""\nfrom parts import part\n# note\nprint(1)\npart()\n',
        "parts.py": "def part():\n    return 3\n",
    }
    files(project)
    before = fingerprint_file("model.py")
    files({name: text.replace(old, new) for name, text in project.items()})
    assert (fingerprint_file("model.py") != before) == changes
