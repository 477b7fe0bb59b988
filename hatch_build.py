"""Adds the workflow to the wheel of the library, so that `paraverse run` needs no clone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDER = "paraverse/workflow_files"
"""The folder in the wheel, in which `paraverse.workflow.snakefile` looks for the Snakefile."""


class WorkflowFiles(BuildHookInterface[Any]):
    """Includes the Snakefile with what it needs beside it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Extend the files of a wheel, except if the library stays in its clone (editable)."""
        if version != "standard":
            return
        root = Path(self.root)
        files = [root / "Snakefile", *sorted((root / "scripts").glob("*.py"))]
        files += [root / name for name in ("envs", "profiles", "report", "rules")]
        for path in files:
            name = path.relative_to(root).as_posix()
            build_data["force_include"][str(path)] = f"{FOLDER}/{name}"
