"""Projects from figures state the commit of the original project as long as they are unchanged."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.provenance.rebuilt import ORIGIN, repository_of_rebuilt, write_origin

REPOSITORY = {"commit": "1234", "clean": True, "changed": []}


@pytest.mark.parametrize("repository", [REPOSITORY, None])
def test_repository_of_rebuilt__until_a_file_changes(
    repository: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert repository_of_rebuilt() is None
    Path("a.py").write_text("a")
    write_origin(Path(), {"a.py": b"a"}, repository)
    assert repository_of_rebuilt() == {"repository": repository}
    Path("other.py").write_text("b")
    assert repository_of_rebuilt() == {"repository": repository}
    Path("a.py").write_text("b")
    assert repository_of_rebuilt() is None
    Path("a.py").unlink()
    assert repository_of_rebuilt() is None
    ORIGIN.write_text("[]")
    assert repository_of_rebuilt() is None
