"""Write the files of a new project."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from paraverse.base.atomic import atomic_path
from paraverse.base.project_folder import CONFIG
from paraverse.errors import ParaverseError
from paraverse.plan.schemas import CONFIG_SCHEMA, PACKAGED, PLOTS_SCHEMA

_SCHEMAS = {CONFIG: CONFIG_SCHEMA, "config/plots.yaml": PLOTS_SCHEMA}
"""The schemas of files, with which editors complete and check them."""

_EXAMPLE = Path(__file__).with_name("example")

_GITIGNORE = """\
# Made by the workflow, and made again if they are missing
.paraverse/
.snakemake/
logs/
results/
"""

_OPERATIONS = '''\
"""Operations of this project, for the transformations in plots.yaml, such as

    transform:
      - normalized: !dag_tag combined
        tag: data
"""

from paraverse import operation


@operation
def normalized(data):
    """Divide data by their largest value."""
    return data / data.max()
'''

_README = """\
# {title}

A project of paraverse.

    paraverse run

makes the figures in `results/figures`. `paraverse run PLOT` makes only one plot, and
`paraverse plots` lists them.

| file | contents |
|---|---|
| `config/config.yaml` | the data{simulated} |
| `config/plots.yaml` | the figures |
| `config/operations.py` | functions of your own for the figures |
| `config/schemas` | what editors know about these files; `paraverse schema` adds your functions |
"""


class NoEmptyFolderError(ParaverseError):
    """A folder that is a project already."""


@dataclass(frozen=True, kw_only=True)
class WrittenFiles:
    """The files of a new project.

    Attributes
    ----------
    new
        The files that were written, relative to the folder.
    existing
        The files that were there before, and that were left as they are.
    """

    new: tuple[str, ...]
    existing: tuple[str, ...]


def check_folder(folder: Path) -> None:
    """Check that a folder is not a project.

    Parameters
    ----------
    folder
        The folder, which need not exist.

    Raises
    ------
    NoEmptyFolderError
        If it is one.
    """
    if (folder / CONFIG).exists():
        message = (
            f"{folder / CONFIG} exists, so this is a project already, and nothing is overwritten. "
            "Name another folder: paraverse init FOLDER"
        )
        raise NoEmptyFolderError(message)


def _schema_line(name: str) -> str:
    return f"# yaml-language-server: $schema=schemas/{name}\n\n"


def _read_schema(name: str) -> str:
    return (PACKAGED / name).read_text(encoding="utf-8")


def example_files() -> dict[str, str]:
    """Return the files of the example in the folder ``config`` by their paths."""
    return {
        f"config/{path.name}": path.read_text(encoding="utf-8")
        for path in sorted(_EXAMPLE.iterdir())
        if path.is_file()
    }


def write_project(folder: Path, files: Mapping[str, str]) -> WrittenFiles:
    """Write the files of a project; those that exist are left as they are.

    Parameters
    ----------
    folder
        The folder of the project, which is created if it is missing.
    files
        The content of the files in ``config`` by their paths.

    Returns
    -------
    WrittenFiles
        The files.
    """
    is_simulated = "simulate:" in files[CONFIG]
    readme = _README.format(
        title=folder.resolve().name or "paraverse",
        simulated=", and how it is simulated" if is_simulated else " and how they are loaded",
    )
    ignored = _GITIGNORE + ("/output/\n" if is_simulated else "")
    contents = {
        **{"config/operations.py": _OPERATIONS, **files},
        **{file: f"{_schema_line(name)}{files[file]}" for file, name in _SCHEMAS.items()},
        **{f"config/schemas/{name}": _read_schema(name) for name in _SCHEMAS.values()},
        ".gitignore": ignored,
        "README.md": readme,
    }
    new, existing = [], []
    for name, text in contents.items():
        path = folder / name
        if os.path.lexists(path):
            existing.append(name)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic_path(path) as partial:
            Path(partial).write_text(text, encoding="utf-8")
        new.append(name)
    return WrittenFiles(new=tuple(sorted(new)), existing=tuple(sorted(existing)))
