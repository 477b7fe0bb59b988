"""From the configuration of a plot to its jobs."""

from __future__ import annotations

from collections.abc import Sequence

from paraverse.base.figure_record import FIGURES, figure_paths, multiverse_record
from paraverse.config.models import Config
from paraverse.config.plots import PlotConfig
from paraverse.jobs import FigureSettings, UniversePlotJob
from paraverse.plan.checks.helpers import animation_config_problems
from paraverse.plan.checks.plots import plot_problems
from paraverse.plan.figures import (
    drawing_of,
    drawing_tracked,
    formats,
    frame_formats,
)
from paraverse.plan.project_code import ProjectCode
from paraverse.plan.rules import MultiversePlot, UniversePlot, data_file, rule_name
from paraverse.plan.selection import Selection
from paraverse.plan.transformation import sections, verbosity
from paraverse.plan.transformations import DataPlanner
from paraverse.plot.animation.settings import frames_folder
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
        universes = {
            batch.name: tuple(u.id for u in batch.universes if u.id in chosen)
            for batch in self._batches
        }
        return UniversePlot(
            name=plot.name,
            rule=rule_name(plot.name),
            swept=plot.swept,
            is_target=plot.chosen,
            universes={batch: names for batch, names in universes.items() if names},
            settings=UniversePlotJob(
                drawing=drawing,
                universes=(),
                sections=sections(plot),
                tags=data.tags,
                operations=self._data.modules,
                verbosity=verbosity(plot),
                file_ext=tuple(kinds),
            ),
            frame_formats=frame_formats(drawing, kinds, self._known),
            rerun_if=(
                *self._data.tracked(data),
                *drawing_tracked(plot, drawing, self._known),
                f"file_ext = {kinds}",
            ),
        )

    def multiverse_plot(self, plot: PlotConfig) -> MultiversePlot:
        """Plan a plot of all universes, or of what belongs to the whole sweep."""
        self.problems += plot_problems(plot, self._known)
        drawing, kinds = self._drawing(plot)
        base = f"results/{FIGURES}/{plot.name}"
        figures = figure_paths(base, kinds, in_folder=bool(drawing.formats))
        frames = (f"{base}.{kind}" for kind in frame_formats(drawing, kinds, self._known))
        return MultiversePlot(
            name=plot.name,
            rule=rule_name(plot.name),
            swept=plot.swept,
            is_target=plot.chosen,
            data=data_file(plot.name),
            figures=figures,
            frames=tuple(map(frames_folder, frames)),
            record=multiverse_record(plot.name),
            drawing=drawing,
            rerun_if=drawing_tracked(plot, drawing, self._known),
        )

    def _drawing(self, plot: PlotConfig) -> tuple[FigureSettings, list[str]]:
        """How a plot is drawn, and into which formats."""
        kinds = formats(plot, self._config.plot_defaults)
        self.problems += animation_config_problems(plot, kinds)
        return drawing_of(plot, self._known, self._config.plot_defaults), kinds
