"""The files of a project that its results depend on."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from paraverse.jobs.plot import FigureSettings
from paraverse.plan.building.rules import MultiversePlot, UniversePlot
from paraverse.plan.building.simulation_code import files_in_command
from paraverse.plan.plan import Plan
from paraverse.plan.provenance.stated_lines import files_in_lines, lines_behind
from paraverse.plan.reading.project_code import is_builtin
from paraverse.plan.reading.used_helpers import helper_defaults_file
from paraverse.provenance.project_files import PortablePaths
from paraverse.provenance.rebuilt import repository_of_rebuilt
from paraverse.provenance.repository import describe_repository
from paraverse.user_code.declared_files import expand
from paraverse.user_code.dependencies import DependencyGraph


class OwnFiles:
    """The files of a project that its results depend on.

    Parameters
    ----------
    plan
        The plan of the project.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._repositories: dict[tuple[str, ...], Mapping[str, Any] | None] = {}

    @cached_property
    def config(self) -> list[str]:
        """The files of the configuration."""
        config = self._plan.config
        files = [*self._plan.config_files, config.plots, *config.base_plots]
        return [file for file in files if Path(file).is_file()]

    @cached_property
    def code(self) -> list[Path]:
        """All files with code that jobs may run, and the files that the simulation needs."""
        own = [Path(file) for file in dict.fromkeys(self._plan.code.own_files)]
        files = dict.fromkeys(self._with_imports(own))
        files |= dict.fromkeys(self._declared_files())
        if self._plan.simulation is not None:
            settings = self._plan.simulation.settings
            programs = [Path(settings.script)] if settings.script else []
            in_command = files_in_command(settings.command or "")
            programs += [path for path in in_command if path.suffix == ".py"]
            files |= dict.fromkeys(self._with_imports(programs))
            others: list[str | Path] = [settings.parameter_space, *settings.depends_on, *in_command]
            files |= dict.fromkeys(map(Path, others))
            files |= dict.fromkeys(files_in_lines(self._plan.simulation.depends_on.code))
        return list(files)

    @cached_property
    def imported_modules(self) -> list[str]:
        """The modules that the code imports, besides those of Python and paraverse."""
        names = set()
        for module in self._modules_of([Path(file) for file in self._plan.code.own_files]):
            for node in module.imports:
                source = getattr(node, "module", None)
                levels = getattr(node, "level", 0)
                names |= {source} if source else {alias.name for alias in node.names}
                names -= {source} if levels else set()
        top = {name.partition(".")[0] for name in names if name}
        return sorted(top - sys.stdlib_module_names - {"paraverse"})

    @cached_property
    def portable(self) -> PortablePaths:
        """The paths under which figures carry the files."""
        named = (file for plot in self._plan.plots for file in self.named_by(plot))
        return PortablePaths([*self.code, *named])

    def named_by(self, plot: MultiversePlot | UniversePlot) -> list[Path]:
        """Return the files that a plot or its code names, besides code."""
        code, configuration = lines_behind(self._plan, plot)
        drawing = plot.drawing if isinstance(plot, MultiversePlot) else plot.settings.drawing
        return [*files_in_lines([*code, *configuration]), *self._style_files(drawing)]

    def repository(self, files: Iterable[Path]) -> Mapping[str, Any] | None:
        """Return the commit of the project, or that from which it was extracted."""
        names = tuple(sorted({str(file) for file in (*files, *self.config)}))
        if names not in self._repositories:
            facts = repository_of_rebuilt()
            self._repositories[names] = (
                describe_repository(names) if facts is None else facts["repository"]
            )
        return self._repositories[names]

    def _declared_files(self) -> Iterator[Path]:
        """Yield the files that functions declare, used or not, as a project must have them all."""
        for function in self._plan.code.functions:
            patterns = function.options.get("depends_on") or ()
            if not is_builtin(function):
                for pattern in [patterns] if isinstance(patterns, str) else patterns:
                    yield from map(Path, expand(pattern))

    def _with_imports(self, files: Sequence[Path]) -> Iterator[Path]:
        for module in self._modules_of(files):
            yield module.path

    def _modules_of(self, files: Sequence[Path]) -> Iterator[Any]:
        graph = DependencyGraph(files)
        graph.parse_all()
        return (module for module in graph.in_import_order(files) if not module.is_builtin)

    def _style_files(self, drawing: FigureSettings) -> Iterator[Path]:
        function = self._plan.code.plot_functions.functions.get(drawing.function)
        files = [drawing.style.get("rc_file"), drawing.default_style.get("rc_file")]
        for file in [*files, helper_defaults_file(function)]:
            if file and Path(file).expanduser().is_file():
                yield Path(file)
