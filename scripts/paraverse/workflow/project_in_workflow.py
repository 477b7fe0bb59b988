"""A project in a workflow: all of it, or a module of it in a folder of its own.

If another workflow uses this one as a module, the prefix of the module is the folder of the
project. It takes the part of the working directory: all paths in the configuration start from it,
and Snakemake puts it before the paths of inputs, outputs and logs of rules.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from snakemake.io import local
from snakemake.logging import logger

from paraverse.base.project_folder import CONFIG

_FOLDERS = ("results/", "logs/", "config/")
"""Folders of a project, which must stay together."""


@dataclass(frozen=True, kw_only=True)
class ProjectInWorkflow:
    """A project in a workflow.

    Attributes
    ----------
    folder
        The project's folder, relative to the working directory.
    module
        The name of the module; empty if the project is the whole workflow.
    rename
        Returns the name of a rule in the workflow, given its name in this one. The name of a rule
        that the workflow does not use is one that no rule has.
    has_config_file
        Whether the configuration is in a file of the project, and not passed to the module.
    has_storage
        Whether Snakemake takes files from a storage unless they are marked.
    start
        The working directory of Snakemake.
    """

    folder: Path = Path()
    module: str = ""
    rename: Callable[[str], str] = str
    has_config_file: bool = True
    has_storage: bool = False
    start: str = field(default_factory=os.getcwd)

    @classmethod
    def of(cls, workflow: Any) -> ProjectInWorkflow:
        """Return the project whose Snakefile is being read.

        Parameters
        ----------
        workflow
            Snakemake's workflow object. Later, it does not tell which module a rule belongs to.

        Returns
        -------
        ProjectInWorkflow
            The project. The folder of a module to which the configuration is passed is created.

        Raises
        ------
        SystemExit
            If the module has a prefix with which there is no project; the reason was logged.
        """
        modifier = workflow.modifier
        settings = workflow.storage_settings
        has_storage = settings is not None and settings.default_storage_provider is not None
        if modifier.is_main_snakefile():
            return cls(has_storage=has_storage)
        add_prefix = modifier.path_modifier.replace_prefix
        prefix = add_prefix("")
        if any(add_prefix(folder) != f"{prefix}{folder}" for folder in _FOLDERS):
            _exit(
                f"The module {modifier.namespace!r} has `replace_prefix`, which would tear the "
                "project apart. Use `prefix`, which names the project's folder: "
                f'`prefix: "{modifier.namespace}"`.'
            )
        folder = Path(os.path.normpath(prefix or "."))
        project = cls(
            folder=folder,
            module=modifier.namespace,
            rename=partial(_rename, modifier),
            has_config_file=not modifier.skip_configfile,
            has_storage=has_storage,
        )
        if not project.has_config_file:
            folder.mkdir(parents=True, exist_ok=True)
        elif not os.path.isfile(project.config_file):
            _exit(
                f"The module {modifier.namespace!r} has no configuration: {project.config_file} "
                "does not exist. Its `prefix` must name the folder of a project, unless `config` "
                "passes the configuration to the module."
            )
        return project

    @property
    def config_file(self) -> str:
        """The configuration file, relative to the working directory."""
        return self.path(CONFIG)

    @property
    def title(self) -> str:
        """The name of the project, which is that of its folder."""
        return Path(self.start, self.folder).name

    def path(self, file: str | Path) -> str:
        """Return the path of a file of the project, relative to the working directory."""
        if self.folder == Path():
            return str(file)
        return os.path.normpath(self.folder / file)

    def file(self, path: str) -> Any:
        """Return a file of the project for Snakemake that the configuration names.

        Parameters
        ----------
        path
            The path, relative to the project's folder.

        Returns
        -------
        str
            The path, with a mark that Snakemake neither puts a prefix before it nor takes it from
            a storage.
        """
        needs_mark = self.module or self.has_storage
        return local(self.path(path)) if needs_mark else path  # as there may be many

    def files(self, paths: Iterable[str]) -> list[Any]:
        """Return the same for several files."""
        return [self.file(path) for path in paths]

    def path_in_project(self, path: str) -> str:
        """Return the path of a file relative to the project's folder.

        Parameters
        ----------
        path
            The path, relative to the working directory.

        Returns
        -------
        str
            The path, which is absolute if it was before.
        """
        is_same = self.folder == Path() or os.path.isabs(path)
        return str(path) if is_same else os.path.relpath(path, self.folder)

    def entered(self) -> contextlib.AbstractContextManager[None]:
        """Make the project's folder the working directory within a context.

        No job may run meanwhile, as the working directory is that of all threads.
        """
        folder = self.absolute_folder
        return contextlib.chdir(folder) if folder else contextlib.nullcontext()

    @property
    def absolute_folder(self) -> str:
        """The folder for an index of files; empty if it is the working directory."""
        return "" if self.folder == Path() else os.path.join(self.start, self.folder)

    def about(self, message: str) -> str:
        """Return a message, with the name of the module before it if this is one."""
        if not self.module:
            return message
        module = f"module {self.module}"
        heading = f"In {self.folder}/ ({module})" if self.folder != Path() else f"In {module}"
        return f"{heading}:\n{message}"

    def names_of(self, rules: Iterable[str]) -> Mapping[str, str]:
        """Return names of rules by their names in the whole workflow."""
        return {self.rename(rule): rule for rule in rules}


def _exit(message: str) -> NoReturn:
    # Not WorkflowError: it shows a traceback of the Snakefile
    logger.error(message)
    sys.exit(1)


def _rename(modifier: Any, rule: str) -> str:
    if modifier.avail_rulename(rule):
        return str(modifier.modify_rulename(rule))
    return f"{rule}, unused in {modifier.namespace}"
