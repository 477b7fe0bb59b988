"""Files are found through all the ways in which Python code imports others."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from support.operation_files import Project, changes_op, read_edits
from support.projects import MakeFiles


@pytest.mark.parametrize(("project", "edit", "changes"), read_edits("imports"))
def test_fingerprint__notices_edits(
    files: MakeFiles, project: Project, edit: Sequence[str], *, changes: bool
) -> None:
    assert changes_op(files, project, edit) is changes
