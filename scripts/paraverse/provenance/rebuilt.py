"""Projects that were written from the provenance of a figure, and what they say about it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from paraverse.provenance.project_files import digest_of

ORIGIN = Path("config", "provenance.json")
"""The file that states from which commit of which project a project was written."""


def write_origin(folder: Path, files: Mapping[str, bytes], repository: Any) -> None:
    """Write the file that states where a project comes from.

    Parameters
    ----------
    folder
        The folder of the project.
    files
        The content of all its files, by path.
    repository
        The commit of the original project, as its figure carries it; None if it had none.
    """
    origin = {
        "about": "Written by `paraverse provenance --extract`. As long as the files below are "
        "unchanged, figures of this project carry the commit of the original one.",
        "repository": repository,
        "files": {name: digest_of(content) for name, content in files.items()},
    }
    path = folder / ORIGIN
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{json.dumps(origin, indent=1)}\n", encoding="utf-8")


def repository_of_rebuilt() -> Mapping[str, Any] | None:
    """Read where the project in the working directory comes from.

    Returns
    -------
    mapping or None
        The commit of the original project as ``repository``; None if this project was not written
        from a figure, or if it was changed since.
    """
    try:
        origin = json.loads(ORIGIN.read_bytes())
        files = origin["files"]
        unchanged = all(digest_of(Path(name).read_bytes()) == files[name] for name in files)
        return {"repository": origin["repository"]} if unchanged else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
