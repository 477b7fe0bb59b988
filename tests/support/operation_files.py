"""Files with operations of a project, and what is found in them."""

from __future__ import annotations

from paraverse.user_code.registrations import Registrations, find_registrations
from support.projects import MakeFiles

Project = dict[str, str]
"""The content of each file."""

IMPORTS = "from paraverse import operation, register_operation\n"


def find_operations(files: MakeFiles, project: Project) -> Registrations:
    """Write the files and find the operations of ``operations.py``."""
    files(project)
    return find_registrations(["operations.py"], ["operation"], ["register_operation"])


def fingerprint_op(files: MakeFiles, project: Project) -> str:
    """Write the files and return the fingerprint of the operation `op`, which must exist."""
    fingerprint = find_operations(files, project).fingerprint("op")
    assert fingerprint is not None
    return fingerprint
