"""Check that the packages and programs that plots need are installed in this environment.

The plan does not do this: jobs may run in environments of their own.
"""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator
from typing import Any

from paraverse.errors import Location, Problem
from paraverse.plan.reading.parsed_plot import ParsedPlot
from paraverse.plan.reading.project_code import ProjectCode
from paraverse.plot.animation.settings import select_writer
from paraverse.transform.modules import MODULES
from paraverse.transform.registry import follow_aliases

_OF_FUNCTIONS = {"draw_graph": ("networkx",), "snsplot": ("seaborn", "scipy")}
_OF_OPERATIONS = {"expression": "sympy", ".curvefit": "scipy", ".interp": "scipy"}
_SEABORN_PREFIXES = ("color_palette::", "diverging::", "sns.")

_PROGRAMS = {"ffmpeg": ("ffmpeg",), "imagemagick": ("magick", "convert")}
"""Programs of writers of animations, of which one is needed."""


def package_problems(parsed: ParsedPlot, code: ProjectCode) -> Iterator[Problem]:
    """Find packages and programs that a plot needs but that are not installed.

    Parameters
    ----------
    parsed
        The plot.
    code
        The operations, which may declare the packages that they need.

    Yields
    ------
    Problem
        One for each package, at its first use in the plot, and for each program.
    """
    missing: dict[str, Location] = {}
    for package, location in _needed_packages(parsed, code):
        if not _is_installed(package):
            missing.setdefault(package, location)
    for package, location in missing.items():
        message = f"The package {package} is not installed here: `pip install {package}`."
        yield Problem(location, message)
    yield from _writer_problems(parsed)


def _needed_packages(parsed: ParsedPlot, code: ProjectCode) -> Iterator[tuple[str, Location]]:
    plot = parsed.config
    function = str(plot.values.get("plot_func"))
    for package in _OF_FUNCTIONS.get(function, ()):
        yield package, plot.where("plot_func")
    if function == "bifurcation_diagram" and _mentions(plot.arguments(), ("oscillation",)):
        yield "scipy", plot.where("analysis_steps")
    for key, value in {**plot.arguments(), "helpers": plot.values.get("helpers")}.items():
        if _mentions(value, _SEABORN_PREFIXES):
            yield "seaborn", plot.where(key)
            yield "scipy", plot.where(key)  # without it, seaborn's densities differ
    for located in parsed.graphs:
        for node in located.graph.nodes:
            location = located.where(*node.path)
            registered = code.operations.functions.get(node.operation)
            for package in registered.options.get("packages", ()) if registered else ():
                yield str(package), location
            name = follow_aliases(node.operation)
            prefix = name.partition(".")[0]
            if name in _OF_OPERATIONS:
                yield _OF_OPERATIONS[name], location
            elif prefix in MODULES:
                yield MODULES[prefix], location


def _mentions(value: Any, prefixes: tuple[str, ...]) -> bool:
    if isinstance(value, str):
        return value.startswith(prefixes)
    if isinstance(value, dict):
        return any(_mentions(item, prefixes) for item in value.values())
    return isinstance(value, list | tuple) and any(_mentions(item, prefixes) for item in value)


def _is_installed(package: str) -> bool:
    try:
        return importlib.util.find_spec(package) is not None
    except (ImportError, ValueError):
        return True  # names such as `a.b`, or of distributions, say nothing about imports


def _writer_problems(parsed: ParsedPlot) -> Iterator[Problem]:
    plot = parsed.config
    config = plot.values.get("animation") or {}
    is_animated = config.get("enabled") or plot.arguments().get("frames")
    for extension in parsed.figure_options.file_ext if is_animated else ():
        writer = str(select_writer(config, extension)).removesuffix("_file")
        programs = _PROGRAMS.get(writer, ())
        if programs and not any(map(shutil.which, programs)):
            message = (
                f"{writer}, which writes {extension} files, is not installed here: get it with "
                "conda or your system's packages, or use `writer: pillow` with `file_ext: gif` or "
                "`webp`, or `writer: frames`."
            )
            yield Problem(plot.where("animation", "writer"), message)
