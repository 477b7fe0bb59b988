"""One figure: call its plot function, apply helpers, save it."""

from __future__ import annotations

import contextlib
import dataclasses
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt

from paraverse.base.atomic import atomic_path
from paraverse.errors import ParaverseError, PlotError, SkipPlot
from paraverse.jobs import FigureSettings
from paraverse.plot.animation.frames_to_file import animate, checked_animation
from paraverse.plot.animation.settings import Animation
from paraverse.plot.appearance.style import style_context
from paraverse.plot.facet_grid.separate_files import SeparateFiles
from paraverse.plot.figure.call_plot_function import call, filled_in, helper_defaults, uses_helper
from paraverse.plot.figure.outputs import figure_files
from paraverse.plot.figure.placeholder import draw_skipped
from paraverse.plot.functions import (  # noqa: F401 (they register what they define)
    basic,
    ca,
    generic,
    graph,
    multiplot,
    snsplot,
)
from paraverse.plot.helpers.animation_mode import EnterAnimationMode, ExitAnimationMode
from paraverse.plot.helpers.helper_errors import HelperError
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.registry import PlotFunction, find_plot_function
from paraverse.plot.saving import no_date, save
from paraverse.user_code.importing import load_modules

log = logging.getLogger(__name__)


def draw(
    drawing: FigureSettings,
    results: Mapping[str, Any],
    paths: str | Path | Sequence[str | Path],
    tree: Any = None,
    title: str | None = None,
) -> dict[str, str]:
    """Draw a figure and save it; files appear complete or not at all.

    A figure that its plot function skips is a placeholder that says why.

    Parameters
    ----------
    drawing
        What to draw.
    results
        Tagged results.
    paths
        The file, or one for each format; its ending is the format. The folder, if the plot makes
        several figures.
    tree
        The universe, for plot functions that take it instead of results.
    title
        What the files say they are; by default the plot's name.

    Returns
    -------
    dict
        The reason for each figure that its plot function skips, by the figure's title.

    Raises
    ------
    PlotError
        If the plot function or a helper fails; it names which.
    """
    with figure_files(drawing, paths) as files:
        return _draw(drawing, results, files, tree, title or drawing.plot)


def _draw(
    drawing: FigureSettings,
    results: Mapping[str, Any],
    files: Sequence[Path],
    tree: Any,
    title: str,
) -> dict[str, str]:
    function = find_plot_function(drawing.function, load_modules(drawing.plot_functions))
    resolved = filled_in(drawing, results)
    calling = partial(call, function, resolved, results, tree)
    figure = _Figure(function, resolved, calling, files, title)
    try:
        with style_context(resolved.style, resolved.default_style, drawing.where), _leaving_none():
            figure.make()
    except SkipPlot as skip:
        return {title: draw_skipped(files, title, skip)}
    except SeparateFiles as several:
        if not drawing.formats:
            raise PlotError(
                f"{drawing.where('plot_func')}: {several} Say in the plot which dimensions become "
                f"files, so that their folder is known before: `files: [{', '.join(several.dims)}]`"
                " (or leave them out of `auto_encoding`)."
            ) from None
        return _draw_each(drawing, results, files, tree, title, several.figures)
    return {}


def _draw_each(
    drawing: FigureSettings,
    results: Mapping[str, Any],
    files: Sequence[Path],
    tree: Any,
    title: str,
    figures: Mapping[str, Mapping[str, Any]],
) -> dict[str, str]:
    """Draw several figures, each under its name beside where a single one would be."""
    failed = []
    skipped: dict[str, str] = {}
    for name, arguments in figures.items():
        one = dataclasses.replace(drawing, arguments={**drawing.arguments, **arguments})
        its_files = [file.with_name(f"{name}{file.suffix}") for file in files]
        try:
            skipped |= _draw(one, results, its_files, tree, f"{title}, {name}")
        except PlotError as error:
            failed.append(f"{name}: {error}")
    if failed:
        raise PlotError("\n".join(failed))
    return skipped


@dataclass(frozen=True)
class _Figure:
    function: PlotFunction
    drawing: FigureSettings
    call: Callable[..., None]
    files: Sequence[Path]
    title: str

    def make(self) -> None:
        if not uses_helper(self.function):
            self._let_write()
            return
        animated = bool(self.drawing.animation.get("enabled", False))
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
        with self._helper(self.files[0], animated) as hlpr:
            self.call(hlpr=hlpr)
            if not hlpr.has_figure:
                message = "draws nothing on `hlpr`: use hlpr.ax, or hlpr.attach_figure_and_axes."
                raise self._error("plot_func", message)
            hlpr.invoke_enabled(axes="all")
            with self._failing("helpers", "save_figure"):
                for file in self.files:
                    save(hlpr.fig, file, self.title, hlpr.base_cfg.get("save_figure"))

    def _draw_animation(self) -> None:
        if not getattr(self.function, "supports_animation", False):
            message = "cannot draw animations: it is not registered with `supports_animation=True`."
            raise self._error("animation", message)
        config, where = self.drawing.animation, self.drawing.where
        animations = {file: checked_animation(config, file, where) for file in self.files}
        for file, animation in animations.items():
            with self._helper(file, True) as hlpr:
                self.call(hlpr=hlpr)
                with self._failing("animation"):
                    count = self._animate(hlpr, animation, file)
                log.info("%s: %d frames", file, count)

    def _animate(self, hlpr: PlotHelper, animation: Animation, file: Path) -> int:
        try:
            return animate(hlpr, animation, file, self.title)
        except HelperError:
            raise
        except PlotError as error:
            raise PlotError(f"{self.drawing.where('animation')}: {error}") from error

    @contextlib.contextmanager
    def _helper(self, file: Path, animated: bool) -> Iterator[PlotHelper]:
        hlpr = PlotHelper(
            out_path=file,
            helper_defaults=helper_defaults(self.function),
            update_helper_cfg=self.drawing.helpers,
            raise_on_error=self.drawing.raise_exc,
            animation_enabled=animated,
            where=self.drawing.where,
        )
        try:
            if not getattr(self.function, "figure_at_first_use", False):
                hlpr.setup_figure()
            yield hlpr
        finally:
            hlpr.close_figure()

    def _let_write(self) -> None:
        """Call a plot function that writes its file itself."""
        for key in ("helpers", "animation"):
            if getattr(self.drawing, key):
                raise self._error(key, f"writes its file itself, so it takes no `{key}`.")
        for file in self.files:
            with atomic_path(file) as path, no_date():
                self.call(out_path=path)
                if not Path(path).exists():
                    raise self._error("plot_func", "wrote nothing to `out_path`.")

    @contextlib.contextmanager
    def _failing(self, *keys: str) -> Iterator[None]:
        """Say of errors in matplotlib or in a generator of frames which plot they are about."""
        try:
            yield
        except (ParaverseError, OSError):
            raise
        except Exception as error:
            message = f"cannot be saved: {type(error).__name__}: {error}"
            raise PlotError(f"{self.drawing.where(*keys)}: {message}") from error

    def _error(self, key: str, message: str) -> PlotError:
        return PlotError(f"{self.drawing.where(key)}: {self.drawing.function} {message}")


@contextlib.contextmanager
def _leaving_none() -> Iterator[None]:
    before = set(plt.get_fignums())
    try:
        yield
    finally:
        for number in set(plt.get_fignums()) - before:
            plt.close(number)
