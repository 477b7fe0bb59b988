"""The Snakefile of the workflow that this library belongs to."""

from __future__ import annotations

from pathlib import Path

from paraverse.errors import ParaverseError


def find_snakefile() -> Path:
    """Return the Snakefile beside the folder ``scripts`` that contains this library.

    Returns
    -------
    Path
        The Snakefile, with the rules and the profiles beside it.

    Raises
    ------
    ParaverseError
        If this library was installed without its workflow.
    """
    clone = Path(__file__).parents[3]
    snakefile = clone / "Snakefile"
    if not snakefile.is_file():
        raise ParaverseError(
            f"The workflow is not beside this library: there is no {snakefile}. Install paraverse "
            "from a clone of its repository: pip install -e CLONE"
        )
    return snakefile
