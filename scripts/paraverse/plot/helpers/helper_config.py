"""The configuration of helpers, for the figure and for each of its axes."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import EllipsisType
from typing import Any

from paraverse.base.nested import merge_nested
from paraverse.errors import PlotError, suggest
from paraverse.plot.interface import SPECIAL_KEYS
from paraverse.plot.registry import HELPERS, is_figure_helper

Coordinates = tuple[int, int]
"""Column and row of axes."""

Match = str | Sequence[int | EllipsisType | None]
"""A selection of axes: ``all``, or a pair of column and row, where None matches any."""

Arguments = dict[str, Any]
"""Arguments of one helper by name."""


def match_axes(shape: tuple[int, int], match: Match) -> Iterator[Coordinates]:
    """Iterate over the coordinates that a selection of axes matches.

    Parameters
    ----------
    shape
        Number of columns and number of rows.
    match
        ``all``, or a pair of column and row. Each of these is an index (negative indices count from
        the end), or None or ``...`` to match any.

    Yields
    ------
    tuple of int
        Column and row, ordered by column.

    Raises
    ------
    PlotError
        If there is no such column or row.

    Examples
    --------
    >>> list(match_axes((2, 2), (None, -1)))
    [(0, 1), (1, 1)]
    """
    pair: Sequence[Any] = (None, None) if match == "all" else match
    if isinstance(pair, str) or not isinstance(pair, Sequence) or len(pair) != 2:
        raise PlotError(f"Axes are a column and a row, such as [0, ~], or `all`; found {match!r}.")
    ranges = []
    for name, index, count in zip(("column", "row"), pair, shape, strict=True):
        if index is None or index is Ellipsis:
            ranges.append(range(count))
        elif isinstance(index, int) and index < count:
            ranges.append(range(index % count, index % count + 1))
        else:
            raise PlotError(f"There is no {name} {index!r}: the figure has {count}.")
    yield from itertools.product(*ranges)


class HelperConfig:
    """The arguments with which helpers are called.

    Parameters
    ----------
    defaults
        Configuration provided by the plot function.
    update
        Configuration provided by the plot, which is merged into `defaults`.

    Attributes
    ----------
    base
        Arguments of helpers that are the same for all axes or that apply to the figure, and values
        of `SPECIAL_KEYS`, by name.
    axes
        Arguments of helpers by coordinates of the axes and by name; empty until `spread` is
        called.

    Raises
    ------
    PlotError
        If a helper does not exist, or its arguments are not a mapping.
    """

    def __init__(
        self, defaults: Mapping[str, Any] | None = None, update: Mapping[str, Any] | None = None
    ) -> None:
        config = merge_nested(defaults or {}, update or {})
        self._specific: Mapping[Any, Any] = config.pop("axis_specific", None) or {}
        self.base: dict[str, Arguments] = _arguments_by_name(config, SPECIAL_KEYS)
        self.axes: dict[Coordinates, dict[str, Arguments]] = {}

    def spread(self, shape: tuple[int, int]) -> None:
        """Derive the configuration of each axes from `base` and the key ``axis_specific``.

        Parameters
        ----------
        shape
            Number of columns and number of rows.

        Raises
        ------
        PlotError
            If ``axis_specific`` is malformed or refers to axes that do not exist.
        """
        general = {
            name: arguments
            for name, arguments in self.base.items()
            if name not in SPECIAL_KEYS and not is_figure_helper(name)
        }
        self.axes = {coords: merge_nested({}, general) for coords in match_axes(shape, "all")}
        for key, entry in self._specific.items():
            config = dict(entry or {})
            axis = config.pop("axis", key)
            if isinstance(axis, str) and axis != "all":
                raise PlotError(
                    f"axis_specific: {key!r} does not say to which axes it applies: add the key "
                    "`axis` with a column and a row, such as [0, ~], or replace the name by them."
                )
            update = _arguments_by_name(config)
            for name in filter(is_figure_helper, update):
                raise PlotError(f"axis_specific: {name} is about the whole figure.")
            for coords in match_axes(shape, axis):
                self.axes[coords] = merge_nested(self.axes[coords], update)

    def update(
        self, name: str, coordinates: Iterable[Coordinates], values: Mapping[str, Any]
    ) -> None:
        """Update the arguments of a helper.

        Parameters
        ----------
        name
            Name of the helper or one of `SPECIAL_KEYS`.
        coordinates
            Axes for which to update the arguments. Ignored for helpers and keys of the figure.
        values
            Arguments to merge into the present ones.

        Raises
        ------
        PlotError
            If there is no such helper.
        """
        _check_names([name], SPECIAL_KEYS)
        for level in self._levels(name, coordinates):
            level[name] = merge_nested(level.get(name, {}), values)

    def arguments(self, name: str, coordinates: Coordinates) -> Arguments:
        """Return a copy of the arguments of a helper.

        Parameters
        ----------
        name
            Name of the helper or one of `SPECIAL_KEYS`.
        coordinates
            Axes for which the helper is called. Ignored for helpers and keys of the figure.

        Returns
        -------
        dict
            The arguments, with `enabled` and `skip_empty_axes` if they are configured.
        """
        (level,) = self._levels(name, [coordinates])
        return merge_nested({}, level.get(name, {}))

    def enabled(self, coordinates: Coordinates | None = None) -> list[str]:
        """Return the names of the enabled helpers.

        Parameters
        ----------
        coordinates
            Axes whose helpers are returned. If None, the helpers of the figure are returned.

        Returns
        -------
        list of str
            Names, in the order in which the helpers are called.
        """
        level = self.base if coordinates is None else self.axes[coordinates]
        return [
            name
            for name, arguments in level.items()
            if name not in SPECIAL_KEYS
            and is_figure_helper(name) == (coordinates is None)
            and arguments.get("enabled", True)
        ]

    def _levels(self, name: str, coordinates: Iterable[Coordinates]) -> list[dict[str, Arguments]]:
        if name in SPECIAL_KEYS or is_figure_helper(name):
            return [self.base]
        return [self.axes[coords] for coords in coordinates]


def _arguments_by_name(
    config: Mapping[str, Any], special_keys: Sequence[str] = ()
) -> dict[str, Arguments]:
    _check_names(config, special_keys)
    for name, arguments in config.items():
        if not isinstance(arguments, Mapping | None):
            raise PlotError(f"{name} takes a mapping of arguments; found {arguments!r}.")
    return {name: dict(arguments or {}) for name, arguments in config.items()}


def _check_names(names: Iterable[str], special_keys: Sequence[str] = ()) -> None:
    for name in names:
        if name not in HELPERS and name not in special_keys:
            allowed = [*HELPERS, *special_keys]
            raise PlotError(f"There is no helper {name!r}. {suggest(name, allowed, limit=30)}")
