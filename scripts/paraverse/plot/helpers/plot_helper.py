"""The figure as plot functions see it: its helpers and its legends."""

from __future__ import annotations

import contextlib
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from paraverse.base.nested import merge_nested
from paraverse.errors import Location, PlotError, Problem
from paraverse.plot.helpers.animation_mode import AnimationMode
from paraverse.plot.helpers.figure_axes import FigureAxes
from paraverse.plot.helpers.helper_config import Coordinates, HelperConfig, Match
from paraverse.plot.helpers.helper_errors import HelperError, problem_of
from paraverse.plot.registry import HELPERS, is_figure_helper

log = logging.getLogger(__name__)


class PlotHelper(FigureAxes, AnimationMode):
    """A figure and its axes, which plot functions draw on and helpers change.

    Parameters
    ----------
    out_path
        The file that the figure will be saved to.
    helper_defaults
        Arguments of helpers, those of the plot function.
    update_helper_cfg
        Those of the plot, which update the former.
    raise_on_error
        Whether a helper that fails is an error; if not, it is logged.
    animation_enabled
        Whether frames of an animation are drawn.
    where
        Turns keys into a place in a file, for messages.

    Attributes
    ----------
    out_path
        As given.
    raise_on_error
        As given.
    attrs
        Anything that a plot function leaves for functions of the helper `call`.
    """

    def __init__(
        self,
        *,
        out_path: str | Path = "",
        helper_defaults: Mapping[str, Any] | None = None,
        update_helper_cfg: Mapping[str, Any] | None = None,
        raise_on_error: bool = True,
        animation_enabled: bool = False,
        where: Callable[..., Location] = lambda *keys: Location("", None, keys),
    ) -> None:
        FigureAxes.__init__(self)
        AnimationMode.__init__(self, animation_enabled)
        self.out_path = str(Path(out_path).expanduser())
        self.raise_on_error = raise_on_error
        self.attrs: dict[str, Any] = {}
        self._config = HelperConfig(helper_defaults, update_helper_cfg)
        self._where = where
        self._tracked: dict[Coordinates, dict[str, list[Any]]] = defaultdict(
            lambda: {"handles": [], "labels": []}
        )

    def setup_figure(self, **arguments: Any) -> None:
        """Make a figure, in place of the one there is.

        Parameters
        ----------
        arguments
            As for `FigureAxes`; they update those under the key ``setup_figure``.

        Raises
        ------
        HelperError
            If an argument is wrong.
        """
        try:
            super().setup_figure(**merge_nested(self.base_cfg.get("setup_figure", {}), arguments))
        except (TypeError, ValueError, AttributeError) as error:
            message = f"setup_figure failed: {type(error).__name__}: {error}"
            raise HelperError([Problem(self._where("helpers", "setup_figure"), message)]) from error

    def attach_figure_and_axes(
        self, fig: Figure, axes: Any, skip_if_identical: bool = False
    ) -> None:
        """Use a figure that a plot function made, in place of the one there is.

        What was said about single axes before (`provide_defaults`, `mark_enabled`, …) is lost.
        Otherwise as for `FigureAxes`.
        """
        if skip_if_identical and fig is self._figure:
            return
        super().attach_figure_and_axes(fig, axes)
        self._tracked.clear()
        try:
            self._config.spread((self._axes.shape[0], self._axes.shape[1]))
        except PlotError as error:
            raise HelperError([Problem(self._where("helpers"), str(error))]) from error

    # What the helpers are called with

    @property
    def base_cfg(self) -> dict[str, Any]:
        """A copy of the arguments of the figure's helpers and of the special keys."""
        return {name: dict(arguments) for name, arguments in self._config.base.items()}

    @property
    def axis_cfg(self) -> dict[str, Any]:
        """A copy of the arguments of the current axes' helpers."""
        level = self._config.axes[self.ax_coords]
        return {name: dict(arguments) for name, arguments in level.items()}

    @property
    def available_helpers(self) -> tuple[str, ...]:
        """The names of all helpers."""
        return tuple(HELPERS)

    @property
    def enabled_helpers(self) -> list[str]:
        """The helpers that are enabled for the current axes."""
        return self._config.enabled(self.ax_coords)

    @property
    def enabled_figure_helpers(self) -> list[str]:
        """The helpers that are enabled for the figure."""
        return self._config.enabled()

    def provide_defaults(
        self,
        helper_name: str,
        *,
        axes: Match | None = None,
        mark_enabled: bool = True,
        **arguments: Any,
    ) -> None:
        """Update what a helper is called with.

        Parameters
        ----------
        helper_name
            The helper, or a special key.
        axes
            For which axes, as in `coords_iter`.
        mark_enabled
            Whether it is also enabled.
        arguments
            What its arguments are updated by.
        """
        update = {**arguments, "enabled": True} if mark_enabled else arguments
        self._config.update(helper_name, self.coords_iter(match=axes), update)

    def mark_enabled(self, *helper_names: str, axes: Match | None = None) -> None:
        """Let helpers be called for some axes, as in `coords_iter`."""
        for name in helper_names:
            self._config.update(name, self.coords_iter(match=axes), {"enabled": True})

    def mark_disabled(self, *helper_names: str, axes: Match | None = None) -> None:
        """Let helpers not be called for some axes, as in `coords_iter`."""
        for name in helper_names:
            self._config.update(name, self.coords_iter(match=axes), {"enabled": False})

    # Calling them

    def invoke_helper(
        self,
        helper_name: str,
        *,
        axes: Match | None = None,
        mark_disabled_after_use: bool = True,
        raise_on_error: bool | None = None,
        **arguments: Any,
    ) -> None:
        """Call a helper now.

        Parameters
        ----------
        helper_name
            The helper.
        axes
            For which axes, as in `coords_iter`.
        mark_disabled_after_use
            Whether it is not called at the end again.
        raise_on_error
            Whether it is an error if it fails; by default as the object says.
        arguments
            What its arguments are updated by, this time.

        Raises
        ------
        HelperError
            Naming each axes for which it failed.
        """
        self.invoke_helpers(
            helper_name,
            axes=axes,
            mark_disabled_after_use=mark_disabled_after_use,
            raise_on_error=raise_on_error,
            **{helper_name: arguments},
        )

    def invoke_helpers(
        self,
        *helper_names: str,
        axes: Match | None = None,
        mark_disabled_after_use: bool = True,
        raise_on_error: bool | None = None,
        **arguments: Mapping[str, Any],
    ) -> None:
        """Call helpers now; as `invoke_helper`, with a mapping of arguments for each."""
        problems: list[Problem] = []
        for name in helper_names:
            self._config.update(name, [], {})  # checks the name
            update = {**arguments.get(name, {}), "enabled": True}
            places = [self.ax_coords] if is_figure_helper(name) else self.coords_iter(match=axes)
            problems += self._invoke(name, places, update, mark_disabled_after_use)
        self._report(problems, raise_on_error)

    def invoke_enabled(
        self,
        *,
        axes: Match | None = None,
        mark_disabled_after_use: bool = True,
        raise_on_error: bool | None = None,
        **arguments: Mapping[str, Any],
    ) -> None:
        """Call all enabled helpers: first those of the figure, then those of each axes."""
        problems: list[Problem] = []
        disable = mark_disabled_after_use
        for name in self._config.enabled():
            problems += self._invoke(name, [self.ax_coords], arguments.get(name, {}), disable)
        for place in list(self.coords_iter(match=axes)):
            for name in self._config.enabled(place):
                problems += self._invoke(name, [place], arguments.get(name, {}), disable)
        self._report(problems, raise_on_error)

    def _invoke(
        self, name: str, places: Iterable[Coordinates], update: Mapping[str, Any], disable: bool
    ) -> Iterator[Problem]:
        for place in list(places):
            with self._temporarily_at(place):
                given = {**self._config.arguments(name, place), **update}
                enabled = given.pop("enabled", True)
                skip = given.pop("skip_empty_axes", True) and not is_figure_helper(name)
                if not enabled or (skip and self.axis_is_empty):
                    continue
                problem = problem_of(HELPERS[name], self, given, self._where)
                if problem is not None:
                    yield problem
                if disable:
                    self._config.update(name, [place], {"enabled": False})

    @contextlib.contextmanager
    def _temporarily_at(self, place: Coordinates) -> Iterator[None]:
        before = self.ax_coords
        self.select_axis(*place)
        try:
            yield
        finally:
            self.select_axis(*before)

    def _report(self, problems: list[Problem], raise_on_error: bool | None) -> None:
        if problems:
            errors = HelperError(problems)
            if self.raise_on_error if raise_on_error is None else raise_on_error:
                raise errors
            log.warning("%s", errors)

    # Legends

    def track_handles_labels(self, handles: Iterable[Any], labels: Iterable[str]) -> None:
        """Note entries for the legend of the current axes and that of the figure."""
        pairs = list(zip(handles, labels, strict=True))
        tracked = self._tracked[self.ax_coords]
        tracked["handles"] += [handle for handle, _ in pairs]
        tracked["labels"] += [label for _, label in pairs]

    @property
    def axis_handles_labels(self) -> tuple[list[Any], list[str]]:
        """The entries that are noted for the current axes: their handles and labels."""
        tracked = self._tracked[self.ax_coords]
        return list(tracked["handles"]), list(tracked["labels"])

    @property
    def all_handles_labels(self) -> tuple[list[Any], list[str]]:
        """The entries that are noted for all axes: their handles and labels."""
        everything = list(self._tracked.values())
        return (
            [handle for tracked in everything for handle in tracked["handles"]],
            [label for tracked in everything for label in tracked["labels"]],
        )
