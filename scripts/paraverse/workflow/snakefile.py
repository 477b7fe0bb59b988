"""The Snakefile of the workflow that this library belongs to."""

from __future__ import annotations

from pathlib import Path

from paraverse.errors import ParaverseError

_FOLDERS = (Path(__file__).parents[3], Path(__file__).parents[1] / "workflow_files")
"""The root of a clone, and the folder in an installed library."""


def find_snakefile() -> Path:
    """Return the Snakefile: that of the clone which contains this library, or an installed one.

    Returns
    -------
    Path
        The Snakefile, with the rules, the scripts and the profiles beside it.

    Raises
    ------
    ParaverseError
        If this library was installed without its workflow.
    """
    for folder in _FOLDERS:
        if (folder / "rules" / "common.smk").is_file():
            return folder / "Snakefile"
    raise ParaverseError(
        f"The workflow is not beside this library: there is no Snakefile with rules in "
        f"{_FOLDERS[0]}. Install paraverse again: pip install --force-reinstall --no-deps paraverse"
    )
