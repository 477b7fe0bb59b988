"""Files with operations of a project, and what is found in them."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from _pytest.mark import ParameterSet

from paraverse.user_code.registered import Registrations
from paraverse.user_code.registrations import find_registrations
from support.projects import MakeFiles

Project = dict[str, str]
"""The content of each file."""

IMPORTS = "from paraverse import operation, register_operation\n"


def find_operations(files: MakeFiles, project: Project) -> Registrations:
    """Write the files and find the operations of the file ``operations.py``."""
    files(project)
    (file,) = (name for name in project if name.endswith("operations.py"))
    return find_registrations([file], ["operation"], ["register_operation"])


def fingerprint_op(files: MakeFiles, project: Project) -> str:
    """Write the files and return the fingerprint of the operation `op`, which must exist."""
    fingerprint = find_operations(files, project).fingerprint("op")
    assert fingerprint is not None
    return fingerprint


def read_edits(section: str) -> list[ParameterSet]:
    """Read a section of ``edits.yaml``: files, an edit, and whether it changes the fingerprint."""
    return [
        pytest.param(entry, entry.pop("edit"), entry.pop("changes", True), id=name)
        for name, entry in _sections()[section].items()
    ]


@functools.cache
def _sections() -> dict[str, dict[str, Any]]:
    path = Path(__file__).parents[1] / "user_code" / "edits.yaml"
    sections: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return sections


def changes_op(files: MakeFiles, project: Project, edit: Sequence[str]) -> bool:
    """Return whether replacing a text changes the fingerprint of the operation `op`.

    The text occurs once in all files. Files with decorators import them.
    """
    old, new = edit
    assert "".join(project.values()).count(old) == 1
    project = {
        name: (IMPORTS if "operation" in text else "") + text for name, text in project.items()
    }
    before = fingerprint_op(files, project)
    edited = {name: text.replace(old, new) for name, text in project.items()}
    return fingerprint_op(files, edited) != before
