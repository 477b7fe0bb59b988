"""Statements count in their order, and only if they run when the file is imported."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from support.operation_files import Project, changes_op, read_edits
from support.projects import MakeFiles


@pytest.mark.parametrize(("project", "edit", "changes"), read_edits("modules"))
def test_fingerprint__notices_edits(
    files: MakeFiles, project: Project, edit: Sequence[str], *, changes: bool
) -> None:
    assert changes_op(files, project, edit) is changes
