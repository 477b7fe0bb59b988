"""A workflow from a remote address needs the library of its version."""

from __future__ import annotations

import pytest

import paraverse
from paraverse.workflow.remote import require_version
from support.projects import MakeFiles


def test_require_version__exits_if_it_is_another(
    files: MakeFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    same = f'"""Text."""\n\n__version__ = "{paraverse.__version__}"\n'
    files({"same.py": same, "other.py": '__version__ = "99.1"\n', "none.py": ""})
    messages: list[str] = []
    monkeypatch.setattr("paraverse.workflow.remote.logger.error", messages.append)
    require_version("same.py", "github.com/a/b")
    for file in ("other.py", "none.py"):
        with pytest.raises(SystemExit):
            require_version(file, "github.com/a/b")
    first, second = messages
    assert f"version 99.1 of paraverse, but version {paraverse.__version__} is installed" in first
    assert "unknown" in second
