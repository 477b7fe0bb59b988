"""The configuration of helpers: for the figure and for each of its axes."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import EllipsisType
from typing import Any

from paraverse.base.nested import merge_nested
from paraverse.errors import PlotError, suggest
from paraverse.plot.registry import HELPERS, SPECIAL_KEYS, is_figure_helper

Coordinates = tuple[int, int]
"""Column and row of an axes."""

Match = str | Sequence[int | EllipsisType | None]
"""Which axes are meant: ``all``, or a column and a row, each of which may be None for any."""


def matching(shape: tuple[int, int], match: Match) -> Iterator[Coordinates]:
    """Iterate over the coordinates that are meant.

    Parameters
    ----------
    shape
        Number of columns and of rows.
    match
        Which of them; negative numbers count from the end.

    Raises
    ------
    PlotError
        If there is no such column or row.

    Examples
    --------
    >>> list(matching((2, 2), (None, -1)))
    [(0, 1), (1, 1)]
    """
    pair: Sequence[Any] = (None, None) if match == "all" else match
    if isinstance(pair, str) or not isinstance(pair, Sequence) or len(pair) != 2:
        raise PlotError(f"Axes are a column and a row, such as [0, ~], or `all`; found {match!r}.")
    chosen = []
    for name, index, count in zip(("column", "row"), pair, shape, strict=True):
        if index is None or index is Ellipsis:
            chosen.append(range(count))
        elif isinstance(index, int) and index < count:
            chosen.append(range(index % count, index % count + 1))
        else:
            raise PlotError(f"There is no {name} {index!r}: the figure has {count}.")
    yield from itertools.product(*chosen)


class HelperConfig:
    """What the helpers are called with.

    Parameters
    ----------
    defaults
        Those of the plot function.
    update
        Those of the plot, which update the former.

    Attributes
    ----------
    base
        Arguments of helpers of the figure, and values of the special keys, by name.
    axes
        Arguments of helpers of each axes, by name; empty until `spread`.

    Raises
    ------
    PlotError
        If there is no helper with one of the names.
    """

    def __init__(
        self, defaults: Mapping[str, Any] | None = None, update: Mapping[str, Any] | None = None
    ) -> None:
        given = merge_nested(defaults or {}, update or {})
        self._specific: Mapping[Any, Any] = given.pop("axis_specific", None) or {}
        self.base: dict[str, dict[str, Any]] = _by_helper(given, SPECIAL_KEYS)
        self.axes: dict[Coordinates, dict[str, dict[str, Any]]] = {}

    def spread(self, shape: tuple[int, int]) -> None:
        """Make the configuration of each axes anew.

        Parameters
        ----------
        shape
            Number of columns and of rows.

        Raises
        ------
        PlotError
            If `axis_specific` is not well-formed or is about axes that do not exist.
        """
        general = {
            name: arguments
            for name, arguments in self.base.items()
            if name not in SPECIAL_KEYS and not is_figure_helper(name)
        }
        self.axes = {
            coordinates: merge_nested({}, general) for coordinates in matching(shape, "all")
        }
        for key, entry in self._specific.items():
            given = dict(entry or {})
            axis = given.pop("axis", key)
            if isinstance(axis, str) and axis != "all":
                raise PlotError(
                    f"axis_specific: which axes {key!r} is about is not said: add the key `axis` "
                    "with a column and a row, such as [0, ~], or use them instead of the name."
                )
            update = _by_helper(given)
            for name in filter(is_figure_helper, update):
                raise PlotError(f"axis_specific: {name} is about the whole figure.")
            for coordinates in matching(shape, axis):
                self.axes[coordinates] = merge_nested(self.axes[coordinates], update)

    def update(
        self, name: str, coordinates: Iterable[Coordinates], values: Mapping[str, Any]
    ) -> None:
        """Update the arguments of a helper, for some axes or for the figure."""
        _check_names([name], SPECIAL_KEYS)
        for level in self._levels(name, coordinates):
            level[name] = merge_nested(level.get(name, {}), values)

    def arguments(self, name: str, coordinates: Coordinates) -> dict[str, Any]:
        """Return a copy of the arguments of a helper."""
        (level,) = self._levels(name, [coordinates])
        return merge_nested({}, level.get(name, {}))

    def enabled(self, coordinates: Coordinates | None = None) -> list[str]:
        """Return the enabled helpers of an axes, or of the figure."""
        level = self.base if coordinates is None else self.axes[coordinates]
        return [
            name
            for name, arguments in level.items()
            if name not in SPECIAL_KEYS
            and is_figure_helper(name) == (coordinates is None)
            and arguments.get("enabled", True)
        ]

    def _levels(
        self, name: str, coordinates: Iterable[Coordinates]
    ) -> list[dict[str, dict[str, Any]]]:
        if name in SPECIAL_KEYS or is_figure_helper(name):
            return [self.base]
        return [self.axes[place] for place in coordinates]


def _by_helper(given: Mapping[str, Any], besides: Sequence[str] = ()) -> dict[str, dict[str, Any]]:
    _check_names(given, besides)
    for name, arguments in given.items():
        if not isinstance(arguments, Mapping | None):
            raise PlotError(f"{name} takes a mapping of arguments; found {arguments!r}.")
    return {name: dict(arguments or {}) for name, arguments in given.items()}


def _check_names(names: Iterable[str], besides: Sequence[str] = ()) -> None:
    for name in names:
        if name not in HELPERS and name not in besides:
            raise PlotError(
                f"There is no helper {name!r}. {suggest(name, [*HELPERS, *besides], limit=30)}"
            )
