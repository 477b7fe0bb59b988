"""``paraverse schema`` writes JSON schemas, with which editors complete and check YAML files."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

from paraverse.commands.command import Command
from paraverse.yaml_io.tags import CUSTOM_TAGS


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-o",
        "--output",
        metavar="FOLDER",
        default="config/schemas",
        help="the folder to write to (default: %(default)s)",
    )


def _run(options: argparse.Namespace) -> int:
    from paraverse.base.file_index import FileIndex
    from paraverse.plan.project import read_working_project
    from paraverse.plan.schemas import CONFIG_SCHEMA, PLOTS_SCHEMA, write_schemas

    folder = Path(options.output)
    project, _ = read_working_project(FileIndex.read())
    meta_operations = {
        name
        for parsed in project.parsed_plots
        for located in parsed.graphs
        for name in located.graph.meta_operations
    }
    write_schemas(folder, project.code, sorted(meta_operations), is_complete=True)
    config = project.config
    print("The first lines of your files:")
    for file, schema in [
        ("config/config.yaml", CONFIG_SCHEMA),
        *((file, PLOTS_SCHEMA) for file in (*config.base_plots, config.plots)),
    ]:
        path = os.path.relpath(folder / schema, Path(file).parent).replace(os.sep, "/")
        print(f"  {file}: # yaml-language-server: $schema={path}")
    print("The settings of VS Code with the extension YAML (.vscode/settings.json):")
    print(json.dumps({"yaml.customTags": CUSTOM_TAGS}))
    return 0


SCHEMA = Command(
    name="schema",
    summary="write JSON schemas for editors, which know the functions of this project",
    examples={"paraverse schema": "write config/schemas/config.json and plots.json"},
    run=_run,
    add_arguments=_add_arguments,
)
