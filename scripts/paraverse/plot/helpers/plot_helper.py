"""The interface of plot functions to a figure and to the helpers that are called for it."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from paraverse.errors import Location, Problem
from paraverse.plot.helpers.animation_mode import AnimationMode
from paraverse.plot.helpers.configured_axes import ConfiguredAxes
from paraverse.plot.helpers.helper_config import Coordinates, HelperConfig, Match
from paraverse.plot.helpers.helper_errors import HelperError, call_helper
from paraverse.plot.registry import HELPERS, is_figure_helper

log = logging.getLogger(__name__)


class PlotHelper(ConfiguredAxes, AnimationMode):
    """A figure and its axes, which plot functions draw on and helpers modify.

    Parameters
    ----------
    out_path
        File to which the figure will be saved.
    helper_defaults
        Configuration of helpers provided by the plot function.
    update_helper_cfg
        Configuration of helpers provided by the plot, which is merged into `helper_defaults`.
    raise_on_error
        Whether to raise an exception if a helper fails. If False, the failure is logged.
    animation_enabled
        Whether the frames of an animation are drawn rather than a single figure.
    where
        Function that returns the location of a plot's keys in the configuration file, for messages.
    parameters
        All values of parameters of the sweep, by the name of their dimension. By default, none.

    Attributes
    ----------
    parameters
        The argument `parameters`.
    attrs
        Objects that the plot function provides to the functions called by the helper ``call``.
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
        parameters: Mapping[str, Sequence[Any]] | None = None,
    ) -> None:
        config = HelperConfig(helper_defaults, update_helper_cfg)
        ConfiguredAxes.__init__(self, config, where)
        AnimationMode.__init__(self, animation_enabled)
        self.out_path = str(Path(out_path).expanduser())
        self.raise_on_error = raise_on_error
        self.parameters = parameters or {}
        self.attrs: dict[str, Any] = {}

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
            Name of the helper.
        axes
            Axes for which to call the helper, as for `coords_iter`.
        mark_disabled_after_use
            Whether to disable the helper afterwards, so that `invoke_enabled` does not call it
            again.
        raise_on_error
            Whether to raise an exception on failure. By default, as specified when the plot helper
            was created.
        arguments
            Arguments that update the configured ones, for this call only.

        Raises
        ------
        HelperError
            If the helper fails. The message names all axes for which it fails.
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
        """Call several helpers now.

        Parameters
        ----------
        helper_names
            Names of the helpers.
        axes, mark_disabled_after_use, raise_on_error
            As for `invoke_helper`.
        arguments
            For each helper, arguments that update the configured ones, for this call only.

        Raises
        ------
        HelperError
            If helpers fail. The message names all of them, with their axes.
        """
        problems: list[Problem] = []
        for name in helper_names:
            self._config.update(name, [], {})  # checks the name
            update = {**arguments.get(name, {}), "enabled": True}
            coords = [self.ax_coords] if is_figure_helper(name) else self.coords_iter(match=axes)
            problems += self._invoke(name, coords, update, mark_disabled_after_use)
        self._report(problems, raise_on_error)

    def invoke_enabled(
        self,
        *,
        axes: Match | None = None,
        mark_disabled_after_use: bool = True,
        raise_on_error: bool | None = None,
        **arguments: Mapping[str, Any],
    ) -> None:
        """Call all enabled helpers: first those of the figure, then those of each axes.

        Parameters
        ----------
        axes, mark_disabled_after_use, raise_on_error, arguments
            As for `invoke_helpers`.

        Raises
        ------
        HelperError
            If helpers fail. The message names all of them, with their axes.
        """
        problems: list[Problem] = []
        disable = mark_disabled_after_use
        for name in self._config.enabled():
            problems += self._invoke(name, [self.ax_coords], arguments.get(name, {}), disable)
        for coords in list(self.coords_iter(match=axes)):
            for name in self._config.enabled(coords):
                problems += self._invoke(name, [coords], arguments.get(name, {}), disable)
        self._report(problems, raise_on_error)

    def _invoke(
        self,
        name: str,
        coordinates: Iterable[Coordinates],
        update: Mapping[str, Any],
        disable: bool,
    ) -> Iterator[Problem]:
        for coords in list(coordinates):
            with self._temporarily_at(coords):
                arguments = {**self._config.arguments(name, coords), **update}
                enabled = arguments.pop("enabled", True)
                skip = arguments.pop("skip_empty_axes", True) and not is_figure_helper(name)
                if not enabled or (skip and self.axis_is_empty):
                    continue
                problem = call_helper(HELPERS[name], self, arguments, self._where)
                if problem is not None:
                    yield problem
                if disable:
                    self._config.update(name, [coords], {"enabled": False})

    @contextlib.contextmanager
    def _temporarily_at(self, coords: Coordinates) -> Iterator[None]:
        before = self.ax_coords
        self.select_axis(*coords)
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
