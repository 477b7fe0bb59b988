"""The transformation of a plot: what it is made of, and where its parts stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from paraverse.base.source_map import SourceMap
from paraverse.config.plots import PlotConfig
from paraverse.errors import KeyPath, Location, Problem, suggest
from paraverse.transform.language.graph import SECTIONS

WITHOUT_EFFECT = ("cache_dir",)
"""Keys of dantro's `dag_options` that have nothing to do here."""


def sections(plot: PlotConfig) -> dict[str, Any]:
    """Return the sections of `paraverse.transform.language.graph.Graph.of`, also from `dag_options`."""
    options = plot.values.get("dag_options") or {}
    own = {key: plot.values.get(key) for key in ("select", "define", "transform")}
    return {
        **{key: value for key, value in options.items() if key in SECTIONS},
        **{key: value for key, value in own.items() if value is not None},
    }


def place_in(plot: PlotConfig) -> Callable[..., Location]:
    """Turn keys of a transformation into their place in a plot."""
    options = plot.values.get("dag_options") or {}

    def where(*keys: str | int) -> Location:
        inside = keys and keys[0] in options and plot.values.get(str(keys[0])) is None
        return plot.where("dag_options", *keys) if inside else plot.where(*keys)

    return where


def place_of_path(plot: PlotConfig, keys: Sequence[str | int]) -> Location:
    """Return the place of a selected path, which may stand under `path`."""
    value: Any = plot.values
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return place_in(plot)(*keys, "path") if isinstance(value, Mapping) else place_in(plot)(*keys)


def verbosity(plot: PlotConfig) -> int:
    """Return how much is logged of the transformation."""
    found = (plot.values.get("dag_options") or {}).get("verbosity")
    return found if isinstance(found, int) else 0


def all_places(plot: PlotConfig) -> SourceMap:
    """Return where the parts of a plot stand, for messages of its jobs."""
    keys: set[KeyPath] = {()}
    for file, name in plot.origins:
        keys |= {path[1:] for path in file.lines if path[:1] == (name,)}
    places = {path: plot.where(*path) for path in keys}
    inside = {path[1:]: place for path, place in places.items() if path[:1] == ("dag_options",)}
    return SourceMap(plot.name, {**inside, **places})


def option_problems(plot: PlotConfig) -> Iterator[Problem]:
    """Find unknown keys in `dag_options`."""
    allowed = (*SECTIONS, "verbosity", *WITHOUT_EFFECT)
    for key in plot.values.get("dag_options") or {}:
        if key not in allowed:
            message = f"Unknown key {key!r}. {suggest(key, allowed)}"
            yield Problem(plot.where("dag_options", key), message)
