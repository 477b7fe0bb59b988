"""From the configuration of a plot to its jobs."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from paraverse.config.models import Config
from paraverse.config.plots import PlotConfig
from paraverse.jobs import FigureSettings, UniversePlotJob
from paraverse.plan.checks.helpers import animation_config_problems
from paraverse.plan.checks.plots import plot_problems
from paraverse.plan.figures import (
    drawing_of,
    drawing_tracked,
    figure_paths,
    formats,
    frame_folders,
)
from paraverse.plan.project_code import ProjectCode
from paraverse.plan.rules import MultiversePlot, Portion, UniversePlot, data_file, rule_name
from paraverse.plan.selection import Selection
from paraverse.plan.transformation import sections, verbosity
from paraverse.plan.transformations import DataPlanner
from paraverse.sweep.batches import Batch


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
        known: ProjectCode,
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
        drawing, kinds = self._drawing(plot)
        portions = []
        for batch in self._batches:
            drawn = [u for u in batch.universes if u.id in chosen]
            if drawn:
                names = tuple(universe.id for universe in drawn)
                of_each = [figure_paths(drawing, f"{plot.name}/{name}", kinds) for name in names]
                figures = tuple(itertools.chain(*of_each))
                labels = tuple(self._selection.labels(u) for u in drawn for _ in of_each[0])
                job = UniversePlotJob(
                    drawing, names, sections(plot), data.tags, self._data.modules, verbosity(plot)
                )
                rule = f"{rule_name(plot.name)}__{batch.name}"
                frames = frame_folders(drawing, figures, self._known)
                portions.append(Portion(rule, batch.store, figures, frames, labels, job))
        tracked = (*self._data.tracked(data), *drawing_tracked(plot, drawing, self._known))
        rule = rule_name(plot.name)
        return UniversePlot(plot.name, rule, plot.swept, plot.chosen, tuple(portions), tracked)

    def multiverse_plot(self, plot: PlotConfig) -> MultiversePlot:
        """Plan a plot of all universes, or of what belongs to the whole sweep."""
        self.problems += plot_problems(plot, self._known)
        drawing, kinds = self._drawing(plot)
        figures = figure_paths(drawing, plot.name, kinds)
        return MultiversePlot(
            plot.name,
            rule_name(plot.name),
            plot.swept,
            plot.chosen,
            data_file(plot.name),
            figures,
            frame_folders(drawing, figures, self._known),
            drawing,
            drawing_tracked(plot, drawing, self._known),
        )

    def _drawing(self, plot: PlotConfig) -> tuple[FigureSettings, list[str]]:
        """How a plot is drawn, and into which formats."""
        kinds = formats(plot, self._config.plot_defaults)
        self.problems += animation_config_problems(plot, kinds)
        return drawing_of(plot, self._known, self._config.plot_defaults), kinds
