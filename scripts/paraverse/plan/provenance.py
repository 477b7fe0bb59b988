"""The origin of results as far as the plan knows it, for the provenance that they carry."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from paraverse.config.plots import WITHOUT_EFFECT
from paraverse.config.presets import apply_preset
from paraverse.jobs.plot import FigureSettings
from paraverse.plan.code_sources import function_of_line
from paraverse.plan.parsed_plot import ParsedPlot
from paraverse.plan.plan import Plan
from paraverse.plan.project_code import is_builtin
from paraverse.plan.rules import MultiversePlot, Transformation, UniversePlot
from paraverse.plan.simulation_code import files_in_command
from paraverse.plan.used_fields import find_used_fields, split_data_path
from paraverse.plan.used_helpers import helper_defaults_file
from paraverse.plan.used_universes import data_behind, transformations_behind, universes_of
from paraverse.provenance.document import SCHEMA
from paraverse.provenance.environment import paraverse_version
from paraverse.provenance.origin import Facts, Origin
from paraverse.provenance.project_files import PortablePaths, carried_files, portable_folder
from paraverse.provenance.rebuilt import repository_of_rebuilt
from paraverse.provenance.repository import describe_repository
from paraverse.user_code.declared_files import expand
from paraverse.user_code.dependencies import DependencyGraph
from paraverse.user_code.fingerprint import fingerprint_file

_WITHOUT_EFFECT_ON_FIGURES = (
    "base_plots", "convert", "only", "plots", "preset", "provenance", "scalars",
)  # fmt: skip
"""Keys of the configuration that change no figure, or whose effect other keys state."""

_FILE_LINE = re.compile(r"file (.+) [0-9a-f]{16}")

_FOLLOWS = re.compile(r"(simulation|order of imports) [0-9a-f]+")
"""Lines with digests of what other lines state, or that change with the place of a file."""

_MAX_LINES = 500
"""The number of lines about the configuration that a netCDF file carries."""

_MAX_VALUES = 100
"""The number of values of a dimension that results carry."""


class PlanProvenance:
    """The origin of the results of all jobs of a plan.

    Parameters
    ----------
    plan
        The plan.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._determined: dict[tuple[object, ...], Facts | None] = {}

    def of_figure(self, plot: MultiversePlot | UniversePlot) -> Origin:
        """Return the origin of the figures of a plot."""
        return Origin(partial(self._unless_off, self._figure_facts, plot))

    def of_data(self, transformation: Transformation) -> Origin:
        """Return the origin of the data of a plot, or of a node."""
        return Origin(partial(self._unless_off, self._data_facts, transformation))

    def of_store(self, batch: str | None) -> Origin:
        """Return the origin of the store of a batch, or else of that of the whole sweep."""
        return Origin(partial(self._unless_off, self._store_facts, batch))

    def source_files(self) -> list[str]:
        """Return the files of the configuration and the code, and those that they name."""
        named = (file for plot in self._plan.plots for file in self._named_files(plot))
        files: list[str | Path] = [*self._config_files, *self._code_files, *named]
        return list(dict.fromkeys(os.path.normpath(file) for file in files if Path(file).is_file()))

    def _unless_off(self, determine: Callable[[Any], Facts], of: Any) -> Facts | None:
        folder = self._plan.index.locate("")
        if self._plan.config.provenance == "none":
            return None
        if not folder:
            return determine(of)
        # In a module of another workflow, whose jobs need another working directory, the facts of
        # all jobs are determined before any job runs, see `paraverse.workflow.outdated`
        key = determine.__name__, getattr(of, "name", of)
        if key not in self._determined:
            with contextlib.chdir(folder):
                self._determined[key] = determine(of)
        return self._determined[key]

    # --- figures

    def _figure_facts(self, plot: MultiversePlot | UniversePlot) -> Facts:
        parsed = self._parsed_plots[plot.name]
        drawing = plot.drawing if isinstance(plot, MultiversePlot) else plot.settings.drawing
        code, configuration = self._lines(plot)
        code_lines = self._code_lines(code)
        document = {
            **self._common,
            "plot": {
                "name": plot.name,
                "creator": parsed.config.values.get("creator"),
                "function": drawing.function,
            },
            "command": f"paraverse run {shlex.quote(plot.rule)}",
            "code": code_lines,
            "functions": self._functions(code_lines),
            **self._sweep,
            "repository": self._repository([*self._code_files, *self._named_files(plot)]),
        }
        facts: dict[str, Any] = {"document": document, "modules": self._modules}
        if isinstance(plot, UniversePlot):
            del document["command"]  # each figure has its own
            facts |= {"paths": self._paths_read(parsed), "folder": plot.folder}
        if self._plan.config.provenance == "full":
            facts["config"] = self._config
            facts["plots"] = {plot.name: self._portable_plot(parsed)}
            files = [*self._code_files, *self._named_files(plot)]
            facts["files"] = carried_files(files, self._portable)
        else:
            lines = [*configuration, *self._plan.conversion.depends_on.configuration]
            document["configuration"] = _readable(lines)
        return facts

    @property
    def _common(self) -> dict[str, Any]:
        return {"paraverse": paraverse_version(), "schema": SCHEMA}

    def _lines(self, plot: MultiversePlot | UniversePlot) -> tuple[list[str], list[str]]:
        """Return the lines about the code and the configuration behind a figure."""
        stated = [plot.depends_on]
        if isinstance(plot, MultiversePlot):
            behind = transformations_behind(self._plan, plot.data)
            stated += [job.depends_on for job in behind]
        # Which nodes have a job of their own depends on other plots
        code = sorted({line for depends_on in stated for line in depends_on.code})
        return code, [line for depends_on in stated for line in depends_on.configuration]

    def _code_lines(self, code: Sequence[str]) -> list[str]:
        """Return lines about code, and about the code that converts and simulates universes."""
        simulation = self._plan.simulation
        of_simulation = simulation.depends_on.code if simulation is not None else ()
        of_conversion = self._plan.conversion.depends_on.code
        lines = dict.fromkeys([*code, *of_conversion, *of_simulation])
        portable = map(self._portable_line, (line for line in lines if not _FOLLOWS.match(line)))
        return list(dict.fromkeys(portable))

    def _portable_line(self, line: str) -> str:
        """Return a line about code as it is wherever the project's files are."""
        kind, function = function_of_line(line, self._plan.code)
        if function is not None:
            return f"{kind} {function.name} {function.fingerprint}"
        for name, file in self._external_files.items():
            line = line.replace(name, file)
        simulation = self._plan.simulation
        if simulation is not None and simulation.settings.script and line.startswith("script "):
            script = simulation.settings.script
            return f"script {self._portable.of(script)} {fingerprint_file(script)}"
        return line

    @cached_property
    def _external_files(self) -> dict[str, str]:
        """The paths under which figures carry files that are outside of the project's folder."""
        pairs = ((os.path.relpath(file), self._portable.of(file)) for file in self._code_files)
        outside = {name: file for name, file in pairs if name != file}
        return {**outside, **{os.path.abspath(name): file for name, file in outside.items()}}

    def _functions(self, lines: Sequence[str]) -> dict[str, str]:
        """Return where the project's own functions are that lines are about."""
        functions = {}
        for line in lines:
            kind, function = function_of_line(line, self._plan.code)
            if function is not None and not is_builtin(function):
                file = self._portable.of(function.file)
                functions[f"{kind} {function.name}"] = f"{file}:{function.line}"
        return functions

    @cached_property
    def _sweep(self) -> dict[str, Any]:
        space, simulation = self._plan.space, self._plan.simulation
        dimensions = {n: _some(v) for n, v in space.dimensions.items()} if space else {}
        program = simulation and {
            "program": simulation.settings.script or simulation.settings.command,
            "parameter_space": simulation.settings.parameter_space,
        }
        return {
            "universes_in_sweep": len(self._plan.universes),
            "dimensions": dimensions,
            "simulation": program,
        }

    def _paths_read(self, parsed: ParsedPlot) -> list[str]:
        group = self._plan.entries.universe_group
        return sorted(find_used_fields([parsed], group, self._plan.code))

    @cached_property
    def _parsed_plots(self) -> Mapping[str, ParsedPlot]:
        return {plot.name: plot for plot in self._plan.parsed_plots}

    # --- netCDF files

    def _data_facts(self, transformation: Transformation) -> Facts:
        plan = self._plan
        fields, selected = data_behind(transformation.job)
        paths = {field.path for field in fields.values()}
        for path in selected:
            universe, name = split_data_path(path, plan.entries.universe_group)
            if universe is not None or not path:
                paths.add(name or "*")
        points = {tag: _number_of_points(field.dimensions) for tag, field in fields.items()}
        used = {tag: len(field.grid_indices) for tag, field in fields.items()}
        stated = transformation.depends_on
        return {
            "document": {
                **self._common,
                "result": transformation.data,
                "command": f"paraverse run {shlex.quote(transformation.data)}",
                "configuration": _readable(stated.configuration),
                "code": self._code_lines(sorted(stated.code)),
                "repository": self._repository(self._code_files),
            },
            "paths": sorted(paths),
            "universes": sorted(universes_of(plan, transformation)),
            "empty_points": {tag: points[tag] - used[tag] for tag in points if points[tag]},
        }

    def _store_facts(self, batch: str | None) -> Facts:
        conversion = self._plan.conversion
        stated = conversion.sweep_depends_on if batch is None else conversion.depends_on
        result = f"results/{'sweep' if batch is None else f'universes/{batch}'}.nc"
        return {
            "document": {
                **self._common,
                "result": result,
                "command": f"paraverse run {shlex.quote(result)}",
                "configuration": _readable(stated.configuration),
                "code": self._code_lines(stated.code),
                "repository": self._repository(self._code_files),
            },
        }

    # --- the project

    @cached_property
    def _config(self) -> dict[str, Any]:
        """The configuration as far as figures depend on it, with the load section of a preset."""
        plan = self._plan
        values: dict[str, Any] = {
            key: value
            for key, value in apply_preset(plan.values).items()
            if key not in _WITHOUT_EFFECT_ON_FIGURES and value is not None
        }
        values["data_dir"] = portable_folder(plan.config.data_dir)
        for key in ("loaders", "operations"):
            if files := getattr(plan.config, key):
                values[key] = [self._portable.of(file) for file in files]
        # All are imported, also those that only other plots name
        if files := plan.code.plot_function_files:
            values["plot_functions"] = [self._portable.of(file) for file in files]
        if plan.simulation is not None:
            values["simulate"] = self._simulate(values["simulate"])
        if defaults := dict(values.get("plot_defaults") or {}):
            defaults.pop("base_module_file_dir", None)
            values["plot_defaults"] = defaults
        order = list(type(plan.config).model_fields)
        return {key: values[key] for key in order if values.get(key) not in (None, {}, [])}

    def _simulate(self, section: Mapping[str, Any]) -> dict[str, Any]:
        portable = {key: value for key, value in section.items() if key != "batch_size"}
        for key in ("parameter_space", "script"):
            if portable.get(key) is not None:
                portable[key] = self._portable.of(portable[key])
        if self._plan.config.simulate and (files := self._plan.config.simulate.depends_on):
            portable["depends_on"] = [self._portable.of(file) for file in files]
        return portable

    def _portable_plot(self, parsed: ParsedPlot) -> dict[str, Any]:
        """Return the values of a plot as far as its figures depend on them."""
        values = {
            key: value
            for key, value in parsed.config.values.items()
            if key not in ("based_on", "enabled", *WITHOUT_EFFECT) and value is not None
        }
        if values.get("module_file"):
            folder = Path(self._plan.config.plot_defaults.base_module_file_dir or "").expanduser()
            values["module_file"] = self._portable.of(folder / values["module_file"])
        return values

    @cached_property
    def _portable(self) -> PortablePaths:
        named = (file for plot in self._plan.plots for file in self._named_files(plot))
        return PortablePaths([*self._code_files, *named])

    @cached_property
    def _code_files(self) -> list[Path]:
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
            files |= dict.fromkeys(_files_in_lines(self._plan.simulation.depends_on.code))
        return list(files)

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

    @cached_property
    def _modules(self) -> list[str]:
        """The modules of other packages that the code of the project imports."""
        names = set()
        for module in self._modules_of([Path(file) for file in self._plan.code.own_files]):
            for node in module.imports:
                source = getattr(node, "module", None)
                levels = getattr(node, "level", 0)
                names |= {source} if source else {alias.name for alias in node.names}
                names -= {source} if levels else set()
        top = {name.partition(".")[0] for name in names if name}
        return sorted(top - sys.stdlib_module_names - {"paraverse"})

    def _named_files(self, plot: MultiversePlot | UniversePlot) -> list[Path]:
        """Return the files that a plot or its code names, besides code."""
        code, configuration = self._lines(plot)
        drawing = plot.drawing if isinstance(plot, MultiversePlot) else plot.settings.drawing
        return [*_files_in_lines([*code, *configuration]), *self._style_files(drawing)]

    def _style_files(self, drawing: FigureSettings) -> Iterator[Path]:
        function = self._plan.code.plot_functions.functions.get(drawing.function)
        files = [drawing.style.get("rc_file"), drawing.default_style.get("rc_file")]
        for file in [*files, helper_defaults_file(function)]:
            if file and Path(file).expanduser().is_file():
                yield Path(file)

    def _repository(self, files: Iterable[Path]) -> Mapping[str, Any] | None:
        """Return the commit of the project, or that from which it was extracted."""
        names = tuple(sorted({str(file) for file in (*files, *self._config_files)}))
        if names not in self._repositories:
            facts = repository_of_rebuilt()
            self._repositories[names] = (
                describe_repository(names) if facts is None else facts["repository"]
            )
        return self._repositories[names]

    @cached_property
    def _repositories(self) -> dict[tuple[str, ...], Mapping[str, Any] | None]:
        return {}

    @cached_property
    def _config_files(self) -> list[str]:
        config = self._plan.config
        files = [*self._plan.config_files, config.plots, *config.base_plots]
        return [file for file in files if Path(file).is_file()]


def _files_in_lines(lines: Iterable[str]) -> list[Path]:
    return [Path(match[1]) for match in map(_FILE_LINE.fullmatch, lines) if match]


def _readable(lines: Iterable[str]) -> list[str]:
    """Return lines about the configuration as they are meant for people, and not too many."""
    readable = [line.replace(r"\x7b", "{").replace(r"\x7d", "}") for line in dict.fromkeys(lines)]
    more = len(readable) - _MAX_LINES
    return [*readable[:_MAX_LINES], f"and {more} more"] if more > 0 else readable


def _some(values: Sequence[Any]) -> Any:
    if len(values) <= _MAX_VALUES:
        return list(values)
    return {"number": len(values), "first": values[0], "last": values[-1]}


def _number_of_points(dimensions: Mapping[str, Sequence[Any]]) -> int:
    number = 1
    for values in dimensions.values():
        number *= len(values)
    return number
