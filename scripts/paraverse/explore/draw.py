"""Draw a plot of a project with changes, for notebooks and scripts."""

from __future__ import annotations

import base64
import contextlib
import html
import tempfile
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paraverse.base.project_folder import CONFIG
from paraverse.errors import ConfigError, LoadError, PlotError, TransformError, suggest
from paraverse.explore.changed_plot import change_plot
from paraverse.plan.build import make_plan
from paraverse.plan.building.rules import MultiversePlot, UniversePlot
from paraverse.plan.plan import Plan
from paraverse.plan.project import find_project
from paraverse.plan.provenance.origins import PlanProvenance
from paraverse.user_code.importing import forget_modules, load_modules
from paraverse.yaml_io.configuration import read_yaml

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_ONE_AT_A_TIME = threading.Lock()
"""Held while a figure is drawn, as the working directory and matplotlib belong to the process."""


@dataclass(frozen=True, kw_only=True)
class DrawnPlot:
    """A figure that was drawn for a notebook.

    Attributes
    ----------
    name
        The name of the plot.
    figure
        The figure; None if the plot function writes its file itself.
    yaml
        The plot with the changes, to put into the plots file.
    png
        The figure as a PNG file.
    """

    name: str
    figure: Figure | None
    yaml: str
    png: bytes = field(repr=False)

    def _repr_png_(self) -> bytes:
        return self.png

    def _repr_html_(self) -> str:
        image = base64.b64encode(self.png).decode()
        return (
            f'<img alt="{html.escape(self.name)}" style="max-width: 100%" '
            f'src="data:image/png;base64,{image}">'
            f"<details><summary>YAML</summary><pre>{html.escape(self.yaml)}</pre></details>"
        )


def draw(
    name: str,
    project: str | Path = ".",
    /,
    *,
    universe: str | int | None = None,
    **changes: Any,
) -> DrawnPlot:
    """Draw a plot of a project from the stored universes, with changes that are not saved.

    The files of the project stay as they are. While the figure is drawn, the working directory is
    the project's folder, as operations may read files there. Its Python files are imported again
    if any of them has changed since the last call.

    Parameters
    ----------
    name
        The name of the plot.
    project
        The project's folder, or a folder in it.
    universe
        For plots of single universes, the universe, by its id or key; by default the first one.
    **changes
        Keys of the plot with other values. Mappings are merged into those of the plot, and
        ``title`` is short for the title of the helper ``set_title``, or ``set_suptitle`` if the
        plot has a ``col`` or ``row``.

    Returns
    -------
    DrawnPlot
        An object with the attributes `figure` (of matplotlib) and `yaml`, which notebooks show.

    Raises
    ------
    PlotError
        If there is no such plot, if the changes are wrong, or if it cannot be drawn.
    LoadError
        If the universes are not stored.
    SkipPlot
        If the plot is skipped.

    Examples
    --------
    >>> import paraverse
    >>> drawn = paraverse.draw("mean_random_walk", project, title="Mean", hue="max_step_size")
    >>> drawn.figure.axes[0].get_title()
    'Mean'
    >>> "title: Mean" in drawn.yaml
    True
    """
    folder = find_project(Path(project).resolve())
    with _ONE_AT_A_TIME, contextlib.chdir(folder), tempfile.TemporaryDirectory() as temporary:
        config = dict(read_yaml(CONFIG).data or {})
        plots = str(config.get("plots") or "config/plots.yaml")
        changed = change_plot(plots, name, changes)
        file = Path(temporary, "plots.yaml")
        file.write_text(changed.file, encoding="utf-8")
        values = {key: value for key, value in config.items() if key != "only"}
        forget_modules(folder)
        with _locating_errors(str(file), plots), _same_backend():
            plan = make_plan({**values, "plots": str(file)}, [CONFIG], check_data=False)
            figure = _draw_plot(plan, _find_plot(plan, name), universe, temporary)
        png = Path(temporary, "figure.png").read_bytes()
    return DrawnPlot(name=name, figure=figure, yaml=changed.yaml, png=png)


@contextlib.contextmanager
def _same_backend() -> Iterator[None]:
    """Restore the backend of matplotlib, which shows the figures of a notebook."""
    import matplotlib as mpl
    import matplotlib.pyplot as plt

    before = dict.__getitem__(mpl.rcParams, "backend")  # without choosing one if there is none yet

    def restore() -> None:
        if isinstance(before, str):
            with contextlib.suppress(ImportError):  # one that needs a screen
                plt.switch_backend(before)

    restore()  # IPython prepares its backend when it is first loaded, but only while it is in use
    try:
        yield
    finally:
        restore()


@contextlib.contextmanager
def _locating_errors(file: str, plots: str) -> Iterator[None]:
    """Name the plots file in errors, instead of the temporary one with the changes."""
    try:
        yield
    except ConfigError as error:
        raise PlotError(str(error).replace(file, plots)) from None
    except (PlotError, TransformError) as error:
        raise type(error)(str(error).replace(file, plots)) from error


def _find_plot(plan: Plan, name: str) -> MultiversePlot | UniversePlot:
    plots: list[MultiversePlot | UniversePlot] = [*plan.multiverse_plots, *plan.universe_plots]
    for plot in plots:
        if plot.name == name:
            return plot
    if name in plan.skipped:
        raise PlotError(f"{name} is skipped: {plan.skipped[name]}")
    raise PlotError(
        f"{name} has a sweep in it, and so {len(plots)} figures. Give the values of one of them."
    )


def _draw_plot(
    plan: Plan, plot: MultiversePlot | UniversePlot, universe: str | int | None, folder: str
) -> Figure | None:
    if isinstance(plot, MultiversePlot):
        if universe is not None:
            raise PlotError(f"{plot.name} shows all universes, and not the universe {universe!r}.")
        return _draw_multiverse(plan, plot, folder)
    return _draw_universe(plan, plot, universe, folder)


def _draw_multiverse(plan: Plan, plot: MultiversePlot, folder: str) -> Figure | None:
    from paraverse.pipeline.provenance import figure_document
    from paraverse.pipeline.transform import transform_multiverse
    from paraverse.provenance.carried import carrying
    from paraverse.results.file import read_results, read_warnings

    provenance = PlanProvenance(plan)
    jobs = (job for job in plan.plot_transformations if job.data == plot.data)
    transformation = next(jobs)
    _check_stores(transformation.inputs)
    data = f"{folder}/data.nc"
    sweep = next(iter(transformation.sweep), None)
    facts = provenance.of_data(transformation).facts()
    transform_multiverse(
        transformation.job, transformation.stores, sweep=sweep, data=data, facts=facts
    )
    results = read_results(data, where=plot.drawing.where)
    with carrying(figure_document(provenance.of_figure(plot).facts(), data)):
        return _draw(plot.drawing, results, folder, warnings=read_warnings(data))


def _draw_universe(
    plan: Plan, plot: UniversePlot, universe: str | int | None, folder: str
) -> Figure | None:
    from paraverse.pipeline.provenance import figure_document, universe_figure
    from paraverse.provenance.carried import carrying
    from paraverse.store.read.batch import open_batch
    from paraverse.transform.evaluation.evaluate import run
    from paraverse.transform.language.job_graph import job_graph

    ids = list(plan.universes)
    by_key = {plan.universes[id_].key: id_ for id_ in ids}
    drawn = (id_ for of_batch in plot.universes.values() for id_ in of_batch)
    id_ = next(drawn) if universe is None else by_key.get(str(universe), str(universe))
    if id_ not in plan.universes:
        hint = suggest(universe, [*ids, *by_key])
        raise LoadError(f"There is no universe {str(universe)!r}. {hint}")
    (batch,) = (batch for batch in plan.batches if id_ in {u.id for u in batch.universes})
    _check_stores([batch.store])
    job = plot.settings
    load_modules(job.operations)
    stored = open_batch(batch.store)
    data = stored.universe(id_)
    results = run(job_graph(job), {"dm": data}, job.tags, job.drawing.where)
    facts = PlanProvenance(plan).of_figure(plot).facts()
    own = {} if facts is None else universe_figure(facts, stored, id_, plot.figures(id_))
    with carrying(figure_document(facts), **own):
        return _draw(job.drawing, results, folder, universe=data)


def _draw(settings: Any, results: Mapping[str, Any], folder: str, **options: Any) -> Figure | None:
    from paraverse.plot.figure.draw import draw_figure
    from paraverse.plot.figure.last_figure import LastFigure

    class FigureCapture(LastFigure):
        """Remembers the figure itself."""

        figure: Figure | None = None

        @contextlib.contextmanager
        def remember(self, figure: Figure, *args: Any) -> Iterator[None]:
            self.figure = figure
            yield

    if settings.formats or settings.animation.get("enabled"):
        name = settings.plot
        raise PlotError(f"{name} has several figures: `paraverse run {name}` draws them.")
    load_modules(settings.plot_functions)
    last = FigureCapture()
    skipped = draw_figure(settings, results, [f"{folder}/figure.png"], last=last, **options)
    for reason in skipped.values():
        raise PlotError(f"{settings.plot} is skipped: {reason}")
    return last.figure


def _check_stores(paths: Any) -> None:
    missing = [path for path in paths if not Path(path).exists()]
    if missing:
        raise LoadError(
            f"The universes are not stored ({missing[0]} is missing): run `paraverse run convert`."
        )
