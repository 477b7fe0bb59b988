"""Drawing of a figure: calling its plot function, applying helpers and saving it."""

from __future__ import annotations

import contextlib
import dataclasses
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from paraverse.base.atomic import atomic_path
from paraverse.errors import ParaverseError, PlotError, SkipPlot
from paraverse.jobs.plot import FigureSettings
from paraverse.plot.animation.settings import Animation
from paraverse.plot.animation.write_animation import check_animation, write_animation
from paraverse.plot.appearance.style import style_context
from paraverse.plot.exceptions import describe_exception, find_unknown
from paraverse.plot.facet_grid.separate_files import SeparateFiles
from paraverse.plot.figure.call_plot_function import (
    call_plot_function,
    read_helper_defaults,
    resolve_placeholders,
    uses_helper,
)
from paraverse.plot.figure.last_figure import LastFigure
from paraverse.plot.figure.line_values import read_line_values
from paraverse.plot.figure.outputs import Paths, output_files
from paraverse.plot.figure.placeholder import draw_skipped
from paraverse.plot.functions import (  # noqa: F401 (importing them registers plot functions)
    abm,
    attractor,
    basic,
    ca,
    distributions,
    generic,
    graph,
    multiplot,
    snsplot,
    time_series,
)
from paraverse.plot.helpers.animation_mode import EnterAnimationMode, ExitAnimationMode
from paraverse.plot.helpers.helper_errors import HelperError
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.layout.footnote import footnote
from paraverse.plot.layout.universe_label import format_universe_label, universe_label
from paraverse.plot.layout.visibility import mark_points, reason_for_nothing
from paraverse.plot.math_text import configured_texts, show_invalid_math_as_text
from paraverse.plot.registry import PlotFunction, find_plot_function
from paraverse.plot.saving import omit_dates, save_figure
from paraverse.provenance.carried import add_provenance
from paraverse.user_code.importing import load_modules

log = logging.getLogger(__name__)


def draw_figure(
    settings: FigureSettings,
    results: Mapping[str, Any],
    paths: Paths,
    *,
    universe: Any = None,
    title: str | None = None,
    warnings: Sequence[str] = (),
    last: LastFigure | None = None,
) -> dict[str, str]:
    """Draw a figure and save it; its files appear complete or not at all.

    If the plot function skips the figure, a placeholder that shows the reason is saved.

    Parameters
    ----------
    settings
        The plot function with its arguments, and the helpers and the style of the figure.
    results
        Results of the transformation by tag.
    paths
        A file, or one file for each format, with suffixes that determine the formats. For plots
        with several figures, their folder.
    universe
        The universe that the figure shows, which labels it and is passed to plot functions that
        take it instead of results; None if there is none.
    title
        Title in the metadata of the files. By default, the name of the plot.
    warnings
        What may mislead in the data. The figure has it as a footnote, unless its plot function
        writes the file itself.
    last
        The figure that was drawn last. It is updated if the new one differs in the values of its
        lines only, and otherwise replaced. If None, a new figure is drawn.

    Returns
    -------
    dict of str
        The reasons why the plot function skipped figures, by title of the figure.

    Raises
    ------
    PlotError
        If the plot function or a helper fails. The message names it and its location in the
        configuration file.
    """
    own_texts = configured_texts((settings.arguments, settings.helpers))
    label = universe_label(_label_of(settings, universe))
    with output_files(settings, paths) as files, footnote(warnings), label, own_texts:
        return _draw(
            settings, results, files, universe, title or settings.plot, last or LastFigure()
        )


def _label_of(settings: FigureSettings, universe: Any) -> str:
    """Return the text with which a figure says which universe it shows; "" for one without it."""
    if universe is None or not settings.universe_label:
        return ""
    return format_universe_label(universe.id, universe.parameters)


def _draw(
    settings: FigureSettings,
    results: Mapping[str, Any],
    files: Sequence[Path],
    universe: Any,
    title: str,
    last: LastFigure,
) -> dict[str, str]:
    function = find_plot_function(settings.function, load_modules(settings.plot_functions))
    resolved = resolve_placeholders(settings, results)
    drawing = _Drawing(
        function=function,
        settings=resolved,
        results=results,
        universe=universe,
        files=files,
        title=title,
        last=last,
    )
    style = style_context(resolved.style, resolved.default_style, settings.where)
    try:
        with style, _closing_figures():
            drawing.draw()
    except SkipPlot as skip:
        return {title: draw_skipped(files, title, skip)}
    except SeparateFiles as several:
        if not settings.formats:
            raise PlotError(
                f"{settings.where('plot_func')}: {several} Say in the plot which dimensions become "
                f"files, so that their folder is known before: `files: [{', '.join(several.dims)}]`"
                " (or leave them out of `auto_encoding`)."
            ) from None
        return _draw_each(settings, results, files, universe, title, several.figures)
    return {}


def _draw_each(
    settings: FigureSettings,
    results: Mapping[str, Any],
    files: Sequence[Path],
    universe: Any,
    title: str,
    figures: Mapping[str, Mapping[str, Any]],
) -> dict[str, str]:
    """Draw several figures, each to a file named after it."""
    skipped: dict[str, str] = {}
    errors = []
    for name, arguments in figures.items():
        single = dataclasses.replace(settings, arguments={**settings.arguments, **arguments})
        single_files = [file.with_name(f"{name}{file.suffix}") for file in files]
        try:
            single_title = f"{title}, {name}"
            skipped |= _draw(single, results, single_files, universe, single_title, LastFigure())
        except PlotError as error:
            errors.append(f"{name}: {error}")
    if errors:
        raise PlotError("\n".join(errors))
    return skipped


@dataclass(frozen=True, kw_only=True)
class _Drawing:
    """A figure or an animation to be drawn and saved in each of its formats."""

    function: PlotFunction
    settings: FigureSettings
    results: Mapping[str, Any]
    universe: Any
    files: Sequence[Path]
    title: str
    last: LastFigure

    def draw(self) -> None:
        """Draw the figure, in the mode requested by the configuration or the plot function."""
        if not uses_helper(self.function):
            self._let_function_write()
            return
        animated = bool(self.settings.animation.get("enabled", False))
        try:
            self._draw(animated)
        except (EnterAnimationMode, ExitAnimationMode):
            try:
                self._draw(not animated)
            except (EnterAnimationMode, ExitAnimationMode):
                message = "switches animation on and off again and again."
                raise self._error("plot_func", message) from None

    def _draw(self, animated: bool) -> None:
        if animated:
            self._draw_animation()
            return
        lines = read_line_values(self.function, self.settings, self.results)
        if self.last.save_with(lines, self._save):
            return
        with self._helper(self.files[0], animated) as hlpr:
            self._call(hlpr=hlpr)
            if not hlpr.has_figure:
                message = "draws nothing on `hlpr`: use hlpr.ax, or hlpr.attach_figure_and_axes."
                raise self._error("plot_func", message)
            try:
                hlpr.invoke_enabled(axes="all")
            except HelperError as error:
                _skip_if_empty(hlpr.fig, error)  # limits of no data are no mistake
                raise
            for ax in hlpr.fig.axes:
                mark_points(ax)
            _skip_if_empty(hlpr.fig)
            options = hlpr.base_cfg.get("save_figure")
            with self._locating_errors("helpers", "save_figure"):
                show_invalid_math_as_text(hlpr.fig)
            with self.last.remember(hlpr.fig, lines, options):
                self._save(hlpr.fig, options)

    def _save(self, figure: Figure, options: Mapping[str, Any] | None) -> None:
        with self._locating_errors("helpers", "save_figure"):
            for file in self.files:
                save_figure(figure, file, self.title, options)

    def _draw_animation(self) -> None:
        if not getattr(self.function, "supports_animation", False):
            message = "cannot draw animations: it is not registered with `supports_animation=True`."
            raise self._error("animation", message)
        config, where = self.settings.animation, self.settings.where
        animations = {file: check_animation(config, file, where) for file in self.files}
        for file, animation in animations.items():
            with self._helper(file, True) as hlpr:
                self._call(hlpr=hlpr)
                with self._locating_errors("animation"):
                    count = self._write_animation(hlpr, animation, file)
                log.info("%s: %d frames", file, count)

    def _write_animation(self, hlpr: PlotHelper, animation: Animation, file: Path) -> int:
        try:
            return write_animation(hlpr, animation, file, self.title)
        except HelperError:
            raise
        except PlotError as error:
            raise PlotError(f"{self.settings.where('animation')}: {error}") from error

    @contextlib.contextmanager
    def _helper(self, file: Path, animated: bool) -> Iterator[PlotHelper]:
        hlpr = PlotHelper(
            out_path=file,
            helper_defaults=read_helper_defaults(self.function),
            update_helper_cfg=self.settings.helpers,
            raise_on_error=self.settings.raise_exc,
            animation_enabled=animated,
            where=self.settings.where,
            parameters=self.settings.parameters,
        )
        try:
            if not getattr(self.function, "figure_at_first_use", False):
                hlpr.setup_figure()
            yield hlpr
        finally:
            hlpr.close_figure()

    def _let_function_write(self) -> None:
        for key in ("helpers", "animation"):
            if getattr(self.settings, key):
                raise self._error(key, f"writes its file itself, so it takes no `{key}`.")
        for file in self.files:
            with atomic_path(file) as path, omit_dates():
                self._call(out_path=path)
                if not Path(path).exists():
                    raise self._error("plot_func", "wrote nothing to `out_path`.")
                add_provenance(path, self.title)

    def _call(self, **target: Any) -> None:
        call_plot_function(
            self.function, self.settings, self.results, universe=self.universe, **target
        )

    @contextlib.contextmanager
    def _locating_errors(self, *keys: str) -> Iterator[None]:
        """Name the location of the plot in errors of matplotlib or of a generator of frames."""
        try:
            yield
        except (ParaverseError, OSError):
            raise
        except Exception as error:
            message = f"cannot be saved: {describe_exception(error)}"
            section: Any = {"helpers": self.settings.helpers, "animation": self.settings.animation}
            for key in keys:
                section = section.get(key) or {}
            location = self.settings.where(*keys, *find_unknown(error, section))
            raise PlotError(f"{location}: {message}") from error

    def _error(self, key: str, message: str) -> PlotError:
        return PlotError(f"{self.settings.where(key)}: {self.settings.function} {message}")


def _skip_if_empty(figure: Figure, cause: Exception | None = None) -> None:
    reason = reason_for_nothing(figure)
    if reason is not None:
        raise SkipPlot(f"there is nothing to see: {reason}") from cause


@contextlib.contextmanager
def _closing_figures() -> Iterator[None]:
    """Close all figures that are created within the context."""
    before = set(plt.get_fignums())
    try:
        yield
    finally:
        for number in set(plt.get_fignums()) - before:
            plt.close(number)
