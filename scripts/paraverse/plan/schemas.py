"""Write the JSON schemas of `config.yaml` and of plots files.

Those in the package know what comes with paraverse. To update them:
``python -m paraverse.plan.schemas`` in the folder `scripts`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from paraverse.base.atomic import atomic_path
from paraverse.config.models import Config
from paraverse.config.schema import build_schema
from paraverse.errors import Location
from paraverse.plan.plot_schema import build_plot_schema
from paraverse.plan.reading.project_code import ProjectCode, read_project_code

CONFIG_SCHEMA = "config.json"
PLOTS_SCHEMA = "plots.json"

PACKAGED = Path(__file__).parents[1] / "config" / "schemas"
"""The folder of the schemas in the package."""


def write_schemas(
    folder: Path, code: ProjectCode, meta_operations: Iterable[str] = (), *, is_complete: bool
) -> None:
    """Write both schemas.

    Parameters
    ----------
    folder
        The folder to write to, which is created.
    code, meta_operations, is_complete
        As for `paraverse.plan.plot_schema.build_plot_schema`.
    """
    plots = build_plot_schema(code, meta_operations, is_complete=is_complete)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (
        (CONFIG_SCHEMA, build_schema()),
        (PLOTS_SCHEMA, json.dumps(plots, indent=1, ensure_ascii=False) + "\n"),
    ):
        with atomic_path(folder / name) as partial:
            Path(partial).write_text(text, encoding="utf-8")


def builtin_code() -> ProjectCode:
    """Return the functions that come with paraverse.

    Returns
    -------
    ProjectCode
        The code of a project that has no own functions.
    """
    config = Config.model_validate({"data_dir": "data", "load": {}})
    code, _ = read_project_code(config, [], lambda *keys: Location("config.yaml"))
    return code


if __name__ == "__main__":
    write_schemas(PACKAGED, builtin_code(), is_complete=False)
