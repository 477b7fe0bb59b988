"""One figure: draw it, apply helpers, save it so that equal figures are equal files."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import matplotlib
import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from paraverse.atomic import atomic_path
from paraverse.errors import PlotError
from paraverse.jobs import Drawing
from paraverse.plot import generic  # noqa: F401 (it registers what it defines)
from paraverse.plot.plot_helper import PlotHelper
from paraverse.plot.registry import find_plot_function
from paraverse.transform.placeholders import Result

# No dates, and no random numbers in the names of SVG elements
_METADATA: dict[str, dict[str, Any]] = {
    "pdf": {"CreationDate": None},
    "svg": {"Date": None},
    "png": {"Software": None},
}
_STYLE: Any = {
    "figure.constrained_layout.use": True,
    "svg.hashsalt": "paraverse",
    "savefig.dpi": 150,
    "legend.framealpha": 0.6,
}


def draw(drawing: Drawing, results: Mapping[str, Any], path: str | Path) -> None:
    """Draw a figure and save it; the file appears complete or not at all.

    Parameters
    ----------
    drawing
        What to draw.
    results
        Tagged results.
    path
        The file; its ending is the format.

    Raises
    ------
    PlotError
        If the plot function or a helper fails; it names which.
    """
    function = find_plot_function(drawing.function)
    with _style(drawing.style):
        hlpr = PlotHelper(
            out_path=path,
            helper_defaults=getattr(function, "helper_defaults", None),
            update_helper_cfg=_with_results(drawing.helpers, results),
            where=drawing.where,
        )
        try:
            _call(drawing, results, hlpr)
            hlpr.invoke_enabled(axes="all")
            _save(hlpr.fig, Path(path))
        finally:
            hlpr.close_figure()


def _call(drawing: Drawing, results: Mapping[str, Any], hlpr: PlotHelper) -> None:
    arguments = _with_results(drawing.arguments, results)
    function = find_plot_function(drawing.function)
    try:
        function(data=dict(results), hlpr=hlpr, **arguments)
    except Exception as error:
        raise PlotError(
            f"{drawing.where('plot_func')}: {drawing.function} failed: "
            f"{type(error).__name__}: {error}\n"
            f"    arguments: {arguments}\n    data: {_sizes(results)}"
        ) from error


def _save(figure: Figure, path: Path) -> None:
    engine = figure.get_layout_engine()
    if engine is not None:
        # savefig draws twice while there is a layout engine, only to let it work once
        engine.execute(figure)
        with plt.rc_context({"figure.constrained_layout.use": False, "figure.autolayout": False}):
            figure.set_layout_engine(None)
    with atomic_path(path) as partial:
        figure.savefig(partial, metadata=_METADATA.get(path.suffix[1:], {}))


@contextlib.contextmanager
def _style(style: Mapping[str, Any]) -> Iterator[None]:
    matplotlib.use("agg")
    parameters: Any = dict(style)
    base = parameters.pop("base_style", None) or []
    with plt.rc_context(_STYLE), plt.style.context(base), plt.rc_context(parameters):
        yield


def _with_results(value: Any, results: Mapping[str, Any]) -> Any:
    match value:
        case Result(name):
            return results[name]
        case Mapping():
            return {key: _with_results(item, results) for key, item in value.items()}
        case list():
            return [_with_results(item, results) for item in value]
        case _:
            return value


def _sizes(results: Mapping[str, Any]) -> str:
    return ", ".join(
        f"{tag} {dict(getattr(value, 'sizes', {})) or type(value).__name__}"
        for tag, value in results.items()
    )
