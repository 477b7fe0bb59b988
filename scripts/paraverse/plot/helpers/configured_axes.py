"""A figure and its axes with the configuration of their helpers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from matplotlib.figure import Figure

from paraverse.base.nested import merge_nested
from paraverse.errors import Location, PlotError, Problem
from paraverse.plot.exceptions import describe_exception, find_unknown
from paraverse.plot.helpers.figure_axes import FigureAxes
from paraverse.plot.helpers.helper_config import HelperConfig, Match
from paraverse.plot.helpers.helper_errors import HelperError
from paraverse.plot.registry import HELPERS


class ConfiguredAxes(FigureAxes):
    """A figure and its axes with the configuration of their helpers.

    Parameters
    ----------
    config
        The configuration of the helpers.
    where
        Function that returns the location of a plot's keys in the configuration file, for messages.
    """

    def __init__(self, config: HelperConfig, where: Callable[..., Location]) -> None:
        super().__init__()
        self._config = config
        self._where = where

    def setup_figure(self, **arguments: Any) -> None:
        """Create a figure that replaces the current one.

        Parameters
        ----------
        arguments
            Arguments as for `FigureAxes.setup_figure`. They update those configured under the key
            ``setup_figure``.

        Raises
        ------
        HelperError
            If an argument is invalid.
        """
        try:
            super().setup_figure(**merge_nested(self.base_cfg.get("setup_figure", {}), arguments))
        except (TypeError, ValueError, AttributeError) as error:
            message = f"setup_figure failed: {describe_exception(error)}"
            keys = find_unknown(error, self.base_cfg.get("setup_figure", {}))
            location = self._where("helpers", "setup_figure", *keys)
            raise HelperError([Problem(location, message)]) from error

    def attach_figure_and_axes(
        self, fig: Figure, axes: Any, skip_if_identical: bool = False
    ) -> None:
        """Replace the current figure with one that a plot function created.

        The entries of legends are lost, as are the settings that `provide_defaults`,
        `mark_enabled` and `mark_disabled` have made for individual axes.

        Parameters
        ----------
        fig, axes, skip_if_identical
            As for `FigureAxes.attach_figure_and_axes`.

        Raises
        ------
        HelperError
            If the configuration refers to axes that the figure does not have.
        """
        if skip_if_identical and fig is self._figure:
            return
        super().attach_figure_and_axes(fig, axes)
        try:
            self._config.spread((self._axes.shape[0], self._axes.shape[1]))
        except PlotError as error:
            raise HelperError([Problem(self._where("helpers"), str(error))]) from error

    @property
    def base_cfg(self) -> dict[str, Any]:
        """A copy of the configuration that is not specific to axes, by helper or special key."""
        return {name: dict(arguments) for name, arguments in self._config.base.items()}

    @property
    def axis_cfg(self) -> dict[str, Any]:
        """A copy of the configuration of the current axes, by helper."""
        level = self._config.axes[self.ax_coords]
        return {name: dict(arguments) for name, arguments in level.items()}

    @property
    def available_helpers(self) -> tuple[str, ...]:
        """The names of all helpers."""
        return tuple(HELPERS)

    @property
    def enabled_helpers(self) -> list[str]:
        """The names of the helpers that are enabled for the current axes."""
        return self._config.enabled(self.ax_coords)

    @property
    def enabled_figure_helpers(self) -> list[str]:
        """The names of the helpers that are enabled for the figure."""
        return self._config.enabled()

    def provide_defaults(
        self,
        helper_name: str,
        *,
        axes: Match | None = None,
        mark_enabled: bool = True,
        **arguments: Any,
    ) -> None:
        """Update the arguments of a helper.

        Parameters
        ----------
        helper_name
            Name of the helper or of a special key.
        axes
            Axes for which to update the arguments, as for `coords_iter`.
        mark_enabled
            Whether to enable the helper as well.
        arguments
            Arguments to merge into the present ones.
        """
        update = {**arguments, "enabled": True} if mark_enabled else arguments
        self._config.update(helper_name, self.coords_iter(match=axes), update)

    def mark_enabled(self, *helper_names: str, axes: Match | None = None) -> None:
        """Enable helpers.

        Parameters
        ----------
        helper_names
            Names of the helpers.
        axes
            Axes for which to enable them, as for `coords_iter`.
        """
        self._set_enabled(helper_names, axes, True)

    def mark_disabled(self, *helper_names: str, axes: Match | None = None) -> None:
        """Disable helpers.

        Parameters
        ----------
        helper_names
            Names of the helpers.
        axes
            Axes for which to disable them, as for `coords_iter`.
        """
        self._set_enabled(helper_names, axes, False)

    def _set_enabled(self, names: Iterable[str], axes: Match | None, enabled: bool) -> None:
        for name in names:
            self._config.update(name, self.coords_iter(match=axes), {"enabled": enabled})
