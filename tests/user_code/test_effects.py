"""The effects of importing files count for the functions that run in the same process."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from support.operation_files import Project, changes_op, read_edits
from support.projects import MakeFiles


@pytest.mark.parametrize(("project", "edit", "changes"), read_edits("effects"))
def test_fingerprint__notices_edits(
    files: MakeFiles, project: Project, edit: Sequence[str], *, changes: bool
) -> None:
    assert changes_op(files, project, edit) is changes
