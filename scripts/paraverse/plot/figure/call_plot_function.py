"""Calls to plot functions, in each of the ways that dantro supports."""

from __future__ import annotations

import dataclasses
import inspect
import itertools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import xarray as xr

from paraverse.errors import ParaverseError, PlotError, SkipPlot, suggest
from paraverse.jobs.plot import FigureSettings
from paraverse.plot.appearance.color_manager import ColorManager
from paraverse.plot.exceptions import describe_exception, find_unknown
from paraverse.plot.facet_grid.separate_files import SeparateFiles
from paraverse.plot.helpers.animation_mode import EnterAnimationMode, ExitAnimationMode
from paraverse.plot.helpers.helper_errors import HelperError
from paraverse.plot.interface import COMBINED_DATA, PASSED_ARGUMENTS
from paraverse.plot.registry import PlotFunction
from paraverse.user_code.importing import import_hint
from paraverse.yaml_io.data import parse_yaml_data
from paraverse.yaml_io.placeholders import (
    Colormap,
    Norm,
    insert_results,
    replace_placeholders,
)


class ComputedDag:
    """Results of a transformation, as a replacement for dantro's `TransformationDAG`.

    Plot functions with `pass_dag_object_along` receive it as `dag`. All results have already been
    computed.

    Parameters
    ----------
    results
        Results by tag.
    """

    def __init__(self, results: Mapping[str, Any]) -> None:
        self._results = results

    @property
    def tags(self) -> list[str]:
        """The tags of all results."""
        return list(self._results)

    def compute(self, *, compute_only: Any = "all") -> dict[str, Any]:
        """Return results by tag.

        Parameters
        ----------
        compute_only
            Tags of the results; None or ``all`` for all of them.

        Returns
        -------
        dict
            The results by tag.
        """
        tags = self.tags if compute_only in (None, "all") else compute_only
        return {tag: self._results[tag] for tag in tags}


def uses_helper(function: PlotFunction) -> bool:
    """Return whether a plot function draws with a `PlotHelper`.

    Parameters
    ----------
    function
        The plot function.

    Returns
    -------
    bool
        False if the function writes its file itself, which is the default for functions without a
        decorator, as in dantro.
    """
    uses = getattr(function, "use_helper", False)
    return bool(getattr(function, "creator", None) != "base" if uses is None else uses)


def read_helper_defaults(function: PlotFunction) -> Mapping[str, Any]:
    """Return the configuration of helpers provided by a plot function.

    Parameters
    ----------
    function
        The plot function. If its attribute `helper_defaults` is the name of a YAML file, this file
        is read.

    Returns
    -------
    dict
        Arguments by name of the helper.
    """
    defaults = getattr(function, "helper_defaults", None) or {}
    if isinstance(defaults, str):
        return parse_yaml_data(Path(defaults).read_bytes()) or {}
    return defaults


def call_plot_function(
    function: PlotFunction,
    settings: FigureSettings,
    results: Mapping[str, Any],
    *,
    universe: Any = None,
    **target: Any,
) -> None:
    """Call a plot function.

    Parameters
    ----------
    function
        The plot function.
    settings
        Settings of the figure, without placeholders.
    results
        Results of the transformation by tag.
    universe
        Universe, for functions that take it instead of results; None if there is none.
    target
        The argument that determines where the function draws: `hlpr` or `out_path`.

    Raises
    ------
    PlotError
        If the function fails. The message contains the arguments of the call.
    """
    positional: tuple[Any, ...] = ()
    data: dict[str, Any] = {}
    if COMBINED_DATA in inspect.signature(function).parameters:
        positional = _no_data_manager(function)
        data = {COMBINED_DATA: _combine(results)}
    elif getattr(function, "use_dag", None) or results:
        data = _data_arguments(function, settings, results)
    elif universe is not None:
        positional = (universe,)
        data = {"uni": universe}
    try:
        function(*positional, **data, **target, **settings.arguments)
    except (EnterAnimationMode, ExitAnimationMode, SeparateFiles, SkipPlot, HelperError):
        raise
    except ParaverseError as error:
        cause = error.__cause__
        keys = find_unknown(cause, settings.arguments) if isinstance(cause, Exception) else ()
        keys = keys or (_argument_to_blame(settings.arguments, str(error)) or "plot_func",)
        raise PlotError(f"{settings.where(*keys)}: {settings.function}: {error}") from error
    except Exception as error:
        keys = find_unknown(error, settings.arguments) or ("plot_func",)
        raise PlotError(
            f"{settings.where(*keys)}: {settings.function} failed: "
            f"{describe_exception(error)}{import_hint(error)}\n"
            f"    arguments: {dict(settings.arguments)}\n    data: {_describe_sizes(results)}"
        ) from error


def resolve_placeholders(settings: FigureSettings, results: Mapping[str, Any]) -> FigureSettings:
    """Replace placeholders in the settings of a figure with values.

    Parameters
    ----------
    settings
        The settings.
    results
        Results of the transformation by tag, which replace ``!dag_result``.

    Returns
    -------
    FigureSettings
        The settings with results, color maps (``!cmap``) and norms (``!cmap-norm``).

    Raises
    ------
    PlotError
        If a tag has no result, or a color map or norm is invalid.
    """
    resolved = {}
    for key in ("arguments", "helpers", "style", "animation"):
        value = replace_placeholders(getattr(settings, key), _resolve_color)
        try:
            resolved[key] = insert_results(value, results)
        except KeyError as missing:
            (tag,) = missing.args
            raise PlotError(
                f"{settings.where(key)}: there is no result {tag!r}. {suggest(tag, results)}"
            ) from None
    return dataclasses.replace(settings, **resolved)


def _data_arguments(
    function: PlotFunction, settings: FigureSettings, results: Mapping[str, Any]
) -> dict[str, Any]:
    def is_set(option: str) -> bool:
        return settings.invocation.get(option, getattr(function, option, False))

    data: dict[str, Any] = dict(results)
    if not is_set("unpack_dag_results"):
        data = {"data": data}
    if is_set("pass_dag_object_along"):
        data["dag"] = ComputedDag(results)
    return data


def _combine(results: Mapping[str, Any]) -> xr.Dataset:
    variables: dict[str, Any] = {}
    for tag, value in results.items():
        if isinstance(value, xr.Dataset):
            variables.update({str(name): array for name, array in value.data_vars.items()})
        elif isinstance(value, xr.DataArray):
            variables[tag] = value
    return xr.Dataset(variables)


def _no_data_manager(function: PlotFunction) -> tuple[None, ...]:
    """Return what stands for `dm`, which dantro passes first to functions of combined data."""
    first = next(iter(inspect.signature(function).parameters.values()))
    is_passed = first.kind is not first.KEYWORD_ONLY and first.name not in PASSED_ARGUMENTS
    return (None,) if is_passed else ()


def _argument_to_blame(arguments: Mapping[str, Any], message: str) -> str | None:
    """Return the argument that a message starts with, or that it quotes by name or value."""
    first = message.partition("\n")[0]
    begins = (key for key in arguments if first.startswith((f"{key}: ", f"{key}[")))
    quoted = (key for key in arguments if repr(key) in first)
    values = (key for key, value in arguments.items() if value and repr(value) in first)
    return next(itertools.chain(begins, quoted, values), None)


def _resolve_color(placeholder: Any) -> Any:
    match placeholder:
        case Colormap(description):
            return ColorManager(cmap=description).cmap
        case Norm(description):
            return ColorManager(norm=description).norm
        case _:
            return placeholder


def _describe_sizes(results: Mapping[str, Any]) -> str:
    return ", ".join(
        f"{tag} {dict(getattr(value, 'sizes', {})) or type(value).__name__}"
        for tag, value in results.items()
    )
