"""Call plot functions as they ask for it."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from paraverse.errors import ParaverseError, PlotError, SkipPlot, suggest
from paraverse.jobs import FigureSettings
from paraverse.plot.appearance.color_manager import ColorManager
from paraverse.plot.facet_grid.separate_files import SeparateFiles
from paraverse.plot.helpers.animation_mode import EnterAnimationMode, ExitAnimationMode
from paraverse.plot.helpers.helper_errors import HelperError
from paraverse.plot.registry import PlotFunction
from paraverse.yaml_io.data import parse_yaml_data
from paraverse.yaml_io.placeholders import Colormap, Norm, insert_results, replace_placeholders


class ComputedDag:
    """What functions with `pass_dag_object_along` get: all results, computed already.

    Parameters
    ----------
    results
        By tag.
    """

    def __init__(self, results: Mapping[str, Any]) -> None:
        self._results = results

    @property
    def tags(self) -> list[str]:
        """The tags of all results."""
        return list(self._results)

    def compute(self, *, compute_only: Any = "all") -> dict[str, Any]:
        """Return some or all results."""
        chosen = self.tags if compute_only in (None, "all") else compute_only
        return {tag: self._results[tag] for tag in chosen}


def uses_helper(function: PlotFunction) -> bool:
    """Whether a plot function draws with a `PlotHelper`; if not, it writes its file itself.

    That is what functions without a decorator do, as in dantro.
    """
    uses = getattr(function, "use_helper", False)
    return bool(getattr(function, "creator", None) != "base" if uses is None else uses)


def helper_defaults(function: PlotFunction) -> Mapping[str, Any]:
    """Return a plot function's own configuration of helpers."""
    defaults = getattr(function, "helper_defaults", None) or {}
    if isinstance(defaults, str):
        return parse_yaml_data(Path(defaults).read_bytes()) or {}
    return defaults


def call(
    function: PlotFunction,
    drawing: FigureSettings,
    results: Mapping[str, Any],
    tree: Any = None,
    **given: Any,
) -> None:
    """Call a plot function.

    Parameters
    ----------
    function
        The function.
    drawing
        What to draw, with its results put in.
    results
        Tagged results.
    tree
        The universe, for functions that take it instead of results.
    given
        What it gets besides the plot's arguments: `hlpr` or `out_path`.

    Raises
    ------
    PlotError
        If it fails; it says with what it was called.
    """
    positional: tuple[Any, ...] = ()
    by_tag: dict[str, Any] = {}
    if getattr(function, "use_dag", None) or results:

        def asked(option: str) -> bool:
            return drawing.invocation.get(option, getattr(function, option, False))

        by_tag = dict(results) if asked("unpack_dag_results") else {"data": dict(results)}
        if asked("pass_dag_object_along"):
            by_tag["dag"] = ComputedDag(results)
    elif tree is not None:
        positional = (tree,)
        by_tag = {"uni": tree}
    try:
        function(*positional, **by_tag, **given, **drawing.arguments)
    except (EnterAnimationMode, ExitAnimationMode, SeparateFiles, SkipPlot):
        raise
    except HelperError:
        raise
    except ParaverseError as error:
        place = drawing.where(_blamed(drawing.arguments, str(error)) or "plot_func")
        raise PlotError(f"{place}: {drawing.function}: {error}") from error
    except Exception as error:
        raise PlotError(
            f"{drawing.where('plot_func')}: {drawing.function} failed: "
            f"{type(error).__name__}: {error}\n"
            f"    arguments: {dict(drawing.arguments)}\n    data: {_sizes(results)}"
        ) from error


def filled_in(drawing: FigureSettings, results: Mapping[str, Any]) -> FigureSettings:
    """Put results and colours in the place of ``!dag_result`` and ``!cmap`` in a plot's keys.

    Raises
    ------
    PlotError
        If there is no result with the tag.
    """
    filled = {}
    for key in ("arguments", "helpers", "style", "animation"):
        coloured = replace_placeholders(getattr(drawing, key), _coloured)
        try:
            filled[key] = insert_results(coloured, results)
        except KeyError as missing:
            (tag,) = missing.args
            raise PlotError(
                f"{drawing.where(key)}: there is no result {tag!r}. {suggest(tag, results)}"
            ) from None
    return dataclasses.replace(drawing, **filled)


def _blamed(arguments: Mapping[str, Any], message: str) -> str | None:
    """The argument that a message is about: it begins with its name, or quotes it or its value."""
    first = message.partition("\n")[0]
    begins = (key for key in arguments if first.startswith(f"{key}: "))
    quoted = (key for key in arguments if repr(key) in first)
    values = (key for key, value in arguments.items() if value and repr(value) in first)
    return next(itertools.chain(begins, quoted, values), None)


def _coloured(placeholder: Any) -> Any:
    match placeholder:
        case Colormap(description):
            return ColorManager(cmap=description).cmap
        case Norm(description):
            return ColorManager(norm=description).norm
        case _:
            return placeholder


def _sizes(results: Mapping[str, Any]) -> str:
    return ", ".join(
        f"{tag} {dict(getattr(value, 'sizes', {})) or type(value).__name__}"
        for tag, value in results.items()
    )
