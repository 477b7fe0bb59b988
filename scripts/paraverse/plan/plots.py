"""From the configuration of a plot to its jobs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from paraverse.config.models import Config
from paraverse.config.plots import PlotConfig
from paraverse.digest import digest, leaves
from paraverse.jobs import Drawing, UniversePlotJob
from paraverse.plan.check import Known, plot_problems
from paraverse.plan.data import DataPlanner
from paraverse.plan.helpers import animation_config_problems, helper_names
from paraverse.plan.plan import MultiversePlot, Portion, UniversePlot, data_file, rule_name
from paraverse.plan.selection import Selection
from paraverse.plan.transformation import all_places, sections, verbosity
from paraverse.plan.universes import Batch
from paraverse.versions import VERSIONS


class PlotPlanner:
    """Plans plots, one by one.

    Parameters
    ----------
    config
        The configuration.
    known
        What plots can refer to.
    selection
        The universes to select from.
    batches
        The universes in portions.
    data
        Plans what they show.

    Attributes
    ----------
    problems
        What is wrong with the plots so far.
    """

    def __init__(
        self,
        config: Config,
        known: Known,
        selection: Selection,
        batches: Sequence[Batch],
        data: DataPlanner,
    ) -> None:
        self._config = config
        self._known = known
        self._selection = selection
        self._batches = batches
        self._data = data
        self.problems = selection.problems

    def universe_plot(self, plot: PlotConfig) -> UniversePlot:
        """Plan a plot of single universes."""
        self.problems += plot_problems(plot, self._known)
        data = self._data.of_universes(plot)
        chosen = self._selection.of_universe_plot(plot)
        drawing = self._drawing(plot)
        portions = []
        for batch in self._batches:
            drawn = [u for u in batch.universes if u.id in chosen]
            if drawn:
                names = tuple(universe.id for universe in drawn)
                extensions = self._extensions(plot)
                labels = tuple(self._selection.labels(u) for u in drawn for _ in extensions)
                figures = tuple(
                    f"results/figures/{plot.name}/{name}.{extension}"
                    for name in names
                    for extension in extensions
                )
                job = UniversePlotJob(
                    drawing, names, sections(plot), data.tags, self._data.modules, verbosity(plot)
                )
                rule = f"{rule_name(plot.name)}__{batch.name}"
                portions.append(Portion(rule, batch.store, figures, labels, job))
        tracked = (*self._data.tracked(data), *self._drawing_tracked(plot))
        rule = rule_name(plot.name)
        return UniversePlot(plot.name, rule, plot.swept, plot.chosen, tuple(portions), tracked)

    def multiverse_plot(self, plot: PlotConfig) -> MultiversePlot:
        """Plan a plot of all universes, or of what belongs to the whole sweep."""
        self.problems += plot_problems(plot, self._known)
        return MultiversePlot(
            plot.name,
            rule_name(plot.name),
            plot.swept,
            plot.chosen,
            data_file(plot.name),
            tuple(f"results/figures/{plot.name}.{ext}" for ext in self._extensions(plot)),
            self._drawing(plot),
            self._drawing_tracked(plot),
        )

    def _drawing(self, plot: PlotConfig) -> Drawing:
        self.problems += animation_config_problems(plot, self._extensions(plot))
        return Drawing(
            plot.name,
            str(plot.values.get("plot_func")),
            plot.arguments(),
            plot.values.get("helpers") or {},
            plot.values.get("style") or {},
            self._known.own_plot_functions,
            all_places(plot),
            animation=plot.values.get("animation") or {},
            raise_exc=plot.values.get("raise_exc") is not False,
        )

    def _extensions(self, plot: PlotConfig) -> list[str]:
        found = plot.values.get("file_ext") or self._config.plot_defaults.default_ext
        return found if isinstance(found, list) else [found]

    def _drawing_tracked(self, plot: PlotConfig) -> tuple[str, ...]:
        """What a figure depends on, besides its data."""
        kind = str(plot.arguments().get("kind"))
        name = str(plot.values.get("plot_func"))
        helpers = plot.values.get("helpers") or {}
        style = plot.values.get("style") or {}
        return (
            f"plot {VERSIONS['plot']}",
            f"plot function {name} {self._known.plot_functions.fingerprint(name)}",
            f"kind {kind} {self._known.kinds.fingerprint(kind)}",
            *(f"helper {h} {self._known.helpers.fingerprint(h)}" for h in helper_names(helpers)),
            *leaves(plot.arguments()),
            f"order {digest({key: _order(value) for key, value in plot.arguments().items()})}",
            *leaves(helpers, "helpers"),
            *leaves(style, "style"),
            *_file_tracked("style.rc_file", style.get("rc_file")),
            *leaves(plot.values.get("animation") or {}, "animation"),
            f"raise_exc = {plot.values.get('raise_exc') is not False}",
        )


def _file_tracked(key: str, file: str | None) -> list[str]:
    path = Path(file or "").expanduser()
    return [f"{key} {digest(path.read_bytes())}"] if path.is_file() else []


def _order(value: Any) -> Any:
    """The keys of mappings in the order in which they stand, which may mean something."""
    if isinstance(value, Mapping):
        return [[str(key), _order(item)] for key, item in value.items()]
    return [_order(item) for item in value] if isinstance(value, list) else None
