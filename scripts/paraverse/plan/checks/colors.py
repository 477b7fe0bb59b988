"""Check color maps and norms by building them, which takes matplotlib."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from paraverse.config.plots import PlotConfig
from paraverse.errors import KeyPath, PlotError, Problem
from paraverse.plan.reading.project_code import ProjectCode, is_builtin
from paraverse.yaml_io.placeholders import Colormap, Norm, find_placeholders

_KEYS = ("cmap", "norm")


def color_problems(plot: PlotConfig, code: ProjectCode) -> Iterator[Problem]:
    """Find color maps and norms that do not exist or do not take their arguments.

    Parameters
    ----------
    plot
        The plot.
    code
        The plot functions: only arguments of those that come with paraverse are checked, and
        ``!cmap`` and ``!cmap-norm`` anywhere.

    Yields
    ------
    Problem
        One for each color map or norm.
    """
    for key_path, key, description in _descriptions(plot, code):
        message = _message(key, description)
        if message:
            yield Problem(plot.where(*key_path), message)


def _descriptions(plot: PlotConfig, code: ProjectCode) -> Iterator[tuple[KeyPath, str, Any]]:
    arguments = plot.arguments()
    above: KeyPath = ("plot_func_kwargs",) if plot.values.get("plot_func_kwargs") else ()
    function = code.plot_function(plot)
    name = plot.values.get("plot_func") if function and is_builtin(function) else None
    own: list[tuple[KeyPath, Any]] = []
    if name == "facet_grid":
        own.append(((), arguments))
    elif name == "caplot" and isinstance(arguments.get("to_plot"), Mapping):
        own += [(("to_plot", tag), entry) for tag, entry in arguments["to_plot"].items()]
    for path, options in own:
        for key in _KEYS if isinstance(options, Mapping) else ():
            if options.get(key) is not None:
                yield _where(plot, above, (*path, key)), key, options[key]
    sections = {**arguments, "helpers": plot.values.get("helpers")}
    for key, value in sections.items():
        for placeholder in find_placeholders(value):
            if isinstance(placeholder, Colormap):
                yield _where(plot, above, (key,)), "cmap", placeholder.description
            elif isinstance(placeholder, Norm):
                yield _where(plot, above, (key,)), "norm", placeholder.description


def _where(plot: PlotConfig, above: KeyPath, path: KeyPath) -> KeyPath:
    return (*above, *path) if above and path[0] in plot.values[str(above[0])] else path


def _message(key: str, description: Any) -> str | None:
    if next(iter(find_placeholders(description)), None) is not None:
        return None  # results of the transformation
    # Imported here, as matplotlib is slow to import
    from paraverse.plot.appearance.colormaps import build_colormap
    from paraverse.plot.appearance.norms import build_norm

    try:
        if key == "cmap":
            build_colormap(description)
        else:
            build_norm(description, vmin=None, vmax=None, color_count=256)
    except PlotError as error:
        return None if "not installed" in str(error) else str(error)
    except Exception as error:  # values of the wrong types may raise anything in matplotlib
        return f"{key}: {description!r} cannot be read: {type(error).__name__}: {error}."
    return None
