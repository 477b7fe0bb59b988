"""The origin of figures, of their data and of the store."""

from __future__ import annotations

import contextlib
import math
import os
import shlex
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from paraverse.plan.building.rules import Dependencies, MultiversePlot, Transformation, UniversePlot
from paraverse.plan.plan import Plan
from paraverse.plan.provenance.described_code import DescribedCode
from paraverse.plan.provenance.own_files import OwnFiles
from paraverse.plan.provenance.portable_config import portable_config, portable_plot
from paraverse.plan.provenance.stated_lines import lines_behind, readable_lines
from paraverse.plan.reading.parsed_plot import ParsedPlot
from paraverse.plan.reading.used_fields import find_used_fields, split_data_path
from paraverse.plan.used_universes import data_behind, universes_of
from paraverse.provenance.document import SCHEMA
from paraverse.provenance.environment import paraverse_version
from paraverse.provenance.origin import Facts, Origin
from paraverse.provenance.project_files import carried_files

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
        self._files = OwnFiles(plan)
        self._code = DescribedCode(plan, self._files)
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
        named = (file for plot in self._plan.plots for file in self._files.named_by(plot))
        files: list[str | Path] = [*self._files.config, *self._files.code, *named]
        return list(dict.fromkeys(os.path.normpath(file) for file in files if Path(file).is_file()))

    def _unless_off(self, determine: Callable[[Any], Facts], of: Any) -> Facts | None:
        folder = self._plan.index.locate("")
        if self._plan.config.provenance == "none":
            return None
        if not folder:
            return determine(of)
        # In a module of another workflow, whose jobs need another working directory, the facts of
        # all jobs are determined before any job runs
        key = determine.__name__, getattr(of, "name", of)
        if key not in self._determined:
            with contextlib.chdir(folder):
                self._determined[key] = determine(of)
        return self._determined[key]

    # --- figures

    def _figure_facts(self, plot: MultiversePlot | UniversePlot) -> Facts:
        parsed = self._parsed_plots[plot.name]
        drawing = plot.drawing if isinstance(plot, MultiversePlot) else plot.settings.drawing
        code, configuration = lines_behind(self._plan, plot)
        code_lines = self._code.lines(code)
        document = {
            **self._common,
            "plot": {
                "name": plot.name,
                "creator": parsed.config.values.get("creator"),
                "function": drawing.function,
            },
            "command": f"paraverse run {shlex.quote(plot.rule)}",
            "code": code_lines,
            "functions": self._code.functions(code_lines),
            **self._sweep,
            "repository": self._files.repository([*self._files.code, *self._files.named_by(plot)]),
        }
        facts: dict[str, Any] = {"document": document, "modules": self._files.imported_modules}
        if isinstance(plot, UniversePlot):
            del document["command"]  # each figure has its own
            facts |= {"paths": self._paths_read(parsed), "folder": plot.folder}
        if self._plan.config.provenance == "full":
            facts["config"] = self._config
            facts["plots"] = {plot.name: portable_plot(self._plan, self._files.portable, parsed)}
            files = [*self._files.code, *self._files.named_by(plot)]
            facts["files"] = carried_files(files, self._files.portable)
        else:
            lines = [*configuration, *self._plan.conversion.depends_on.configuration]
            document["configuration"] = readable_lines(lines)
        return facts

    @property
    def _common(self) -> dict[str, Any]:
        return {"paraverse": paraverse_version(), "schema": SCHEMA}

    @cached_property
    def _sweep(self) -> dict[str, Any]:
        space, simulation = self._plan.space, self._plan.simulation
        dimensions = {n: _some(v) for n, v in space.dimensions.items()} if space else {}
        program = simulation and {
            "program": simulation.settings.program,
            "parameter_space": simulation.settings.parameter_space,
        }
        return {
            "universes_in_sweep": len(self._plan.universes),
            "dimensions": dimensions,
            "simulation": program,
        }

    @cached_property
    def _config(self) -> dict[str, Any]:
        return portable_config(self._plan, self._files.portable)

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
        sizes = {tag: map(len, field.dimensions.values()) for tag, field in fields.items()}
        points = {tag: math.prod(of_field) for tag, of_field in sizes.items()}
        used = {tag: len(field.grid_indices) for tag, field in fields.items()}
        return {
            "document": self._netcdf_document(transformation.data, transformation.depends_on),
            "paths": sorted(paths),
            "universes": sorted(universes_of(plan, transformation)),
            "empty_points": {tag: points[tag] - used[tag] for tag in points if points[tag]},
        }

    def _store_facts(self, batch: str | None) -> Facts:
        conversion = self._plan.conversion
        stated = conversion.sweep.depends_on if batch is None else conversion.depends_on
        result = f"results/{'sweep' if batch is None else f'universes/{batch}'}.nc"
        return {"document": self._netcdf_document(result, stated)}

    def _netcdf_document(self, result: str, stated: Dependencies) -> dict[str, Any]:
        return {
            **self._common,
            "result": result,
            "command": f"paraverse run {shlex.quote(result)}",
            "configuration": readable_lines(stated.configuration),
            "code": self._code.lines(sorted(stated.code)),
            "repository": self._files.repository(self._files.code),
        }


def _some(values: Sequence[Any]) -> Any:
    if len(values) <= _MAX_VALUES:
        return list(values)
    return {"number": len(values), "first": values[0], "last": values[-1]}
