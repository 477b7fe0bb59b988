"""The plot function `bifurcation_diagram` of utopya: attractors over one or two parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np
import xarray as xr
from matplotlib.patches import Rectangle

from paraverse.errors import PlotError
from paraverse.plot.appearance.labels import axis_label
from paraverse.plot.functions.attractor_analyses import Analysis
from paraverse.plot.functions.attractor_states import draw_states
from paraverse.plot.functions.attractor_steps import (
    Attractor,
    check_keys_of,
    diagram_parameters,
    find_attractors,
    read_steps,
)
from paraverse.plot.functions.parameter_regions import cell_edges, values_to_positions
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.registry import plot_function

_BY_VARIABLE = ("endpoint", "fixpoint")
"""Attractors whose regions may have the properties of the variable with the largest value."""

_SIZES = ("extend", "size_factor", "default_distance")
_CELL_OPTIONS = ("x_scale", "y_scale", *_SIZES, "default_pos")

_LETTERS: list[Literal["x", "y"]] = ["x", "y"]

Properties = Mapping[str, Any]


@plot_function(dimension_arguments=("dim",))
def bifurcation_diagram(
    *,
    mv_data: xr.Dataset,
    hlpr: PlotHelper,
    analysis_steps: Sequence[str | Sequence[str]],
    dim: str | None = None,
    dims: Sequence[str] | None = None,
    custom_analysis_funcs: Mapping[str, Analysis] | None = None,
    analysis_kwargs: Mapping[str, Properties | None] | None = None,
    visualization_kwargs: Mapping[str, Properties | None] | None = None,
    to_plot: Mapping[str, Properties | None] | None = None,
    plot_coords_kwargs: Properties | None = None,
    rectangle_map_kwargs: Properties | None = None,
    legend_kwargs: Properties | None = None,
) -> None:
    """Draw the attractors of a dynamical system over one parameter, or its regimes over two.

    Parameters
    ----------
    mv_data
        The combined fields, and results of the transformation, over the parameters, ``time``, and
        possibly other dimensions, such as initial states.
    hlpr
        The plot helper of the figure to draw on.
    analysis_steps
        Names of analyses, which are tried one after another for each value of the parameters until
        one of them finds an attractor: ``endpoint``, ``fixpoint``, ``multistability``,
        ``oscillation``, ``scatter``. A pair is the name of an attractor and that of the analysis.
    dim
        The parameter along the x-axis, with the values of attractors along the y-axis.
    dims
        Two parameters along both axes, with regions for the attractors.
    custom_analysis_funcs
        Further analyses by name, as `paraverse.plot.functions.attractor_analyses.Analysis`.
    analysis_kwargs
        Arguments of analyses by name.
    visualization_kwargs
        Arguments of `matplotlib.patches.Rectangle` for the regions of each attractor; or, for
        ``endpoint`` and ``fixpoint``, a mapping `to_plot` with such arguments for each variable,
        which are used where that variable is the largest. If it is set, only the regions of
        attractors that are listed are drawn; without it, all over two parameters, and none over
        one.
    to_plot
        The variables to draw over one parameter, by default all, as for
        `paraverse.plot.functions.attractor_states.draw_states`.
    plot_coords_kwargs
        Arguments of `matplotlib.axes.Axes.scatter` for a marker at each value of the parameters,
        over one parameter at `y`. By default, there are no such markers.
    rectangle_map_kwargs
        The sizes of regions: `x_scale`, `y_scale`, `extend`, `size_factor` and `default_distance`
        as for `paraverse.plot.functions.parameter_regions.cell_edges`. Over one parameter, regions
        are as high as the axes unless `default_distance` or the center `default_pos` is set.
    legend_kwargs
        Arguments of the helper `set_legend`.

    Raises
    ------
    PlotError
        If the arguments name dimensions, variables or analyses that do not exist.
    """
    names = [str(name) for name in mv_data.data_vars]
    if not names:
        raise PlotError("there is nothing to draw: select fields with `select_and_combine`.")
    parameters = diagram_parameters(mv_data, dim, dims)
    kwargs = analysis_kwargs or {}
    steps = read_steps(analysis_steps, custom_analysis_funcs or {}, kwargs)
    keys = [step.key for step in steps]
    regions = {key: own or {} for key, own in (visualization_kwargs or {}).items()}
    variables = {name: own or {} for name, own in (to_plot or dict.fromkeys(names)).items()}
    options = rectangle_map_kwargs or {}
    check_keys_of("rectangle_map_kwargs", options, _CELL_OPTIONS)
    check_keys_of("visualization_kwargs", regions, keys)
    check_keys_of("to_plot", variables, names)
    if len(parameters) == 2 and not regions:
        regions = {key: {"facecolor": f"C{n}"} for n, key in enumerate(keys)}
    attractors = list(find_attractors(mv_data, parameters, steps, kwargs))
    positions = [
        values_to_positions(hlpr, letter, mv_data[name].values, options.get(f"{letter}_scale"))
        for letter, name in zip(_LETTERS, parameters, strict=False)
    ]
    edges = _edges(positions, options)
    _draw_regions(hlpr, attractors, edges, regions, options)
    if len(parameters) == 1:
        draw_states(hlpr, attractors, positions[0], variables)
    if plot_coords_kwargs:
        _draw_coordinates(hlpr, positions, dict(plot_coords_kwargs))
    if regions:
        borders: dict[str, Any] = {
            x: (at.min(), at.max()) for x, at in zip(_LETTERS, edges, strict=False)
        }
        hlpr.provide_defaults("set_limits", **borders)
    along_y = parameters[1:] or tuple(variables)
    y = axis_label(mv_data[along_y[0]]) if len(along_y) == 1 else "state"
    hlpr.provide_defaults("set_labels", x=axis_label(mv_data[parameters[0]]), y=y)
    if len(hlpr.ax.get_legend_handles_labels()[1]) > 1 or legend_kwargs is not None:
        hlpr.provide_defaults("set_legend", **{"use_legend": True, **(legend_kwargs or {})})


def _edges(positions: Sequence[np.ndarray], options: Properties) -> list[np.ndarray]:
    own = {key: options[key] for key in _SIZES if key in options}
    return [
        cell_edges(along, options.get(f"{letter}_scale"), **own)
        for letter, along in zip(_LETTERS, positions, strict=False)
    ]


def _draw_regions(
    hlpr: PlotHelper,
    attractors: Sequence[Attractor],
    edges: Sequence[np.ndarray],
    regions: Mapping[str, Properties],
    options: Properties,
) -> None:
    labels: set[str] = set()
    for attractor in attractors:
        own, label = _find_properties(attractor, regions)
        if own is not None:
            new = {"label": label} if label not in labels else {}
            _draw_region(hlpr, attractor.position, edges, options, {"linewidth": 0, **own, **new})
            labels.add(label)


def _draw_region(
    hlpr: PlotHelper,
    position: tuple[int, ...],
    edges: Sequence[np.ndarray],
    options: Properties,
    properties: dict[str, Any],
) -> None:
    left, right = edges[0][position[0]]
    if len(edges) == 2:
        bottom, top = edges[1][position[1]]
    elif {"default_distance", "default_pos"} & options.keys():
        middle = options.get("default_pos", (0, 0))[1]
        height = options.get("default_distance", 1.0) * options.get("size_factor", 1.0)
        bottom, top = middle - height / 2, middle + height / 2
    else:
        hlpr.ax.axvspan(left, right, **{"zorder": 0, **properties})
        return
    hlpr.ax.add_patch(Rectangle((left, bottom), right - left, top - bottom, **properties))


def _find_properties(
    attractor: Attractor, regions: Mapping[str, Properties]
) -> tuple[dict[str, Any] | None, str]:
    """Return the properties of an attractor's region, or None, and its label in the legend."""
    name, properties = attractor.key, regions.get(attractor.key)
    if properties and "to_plot" in properties and name in _BY_VARIABLE:
        of_variables = properties["to_plot"]
        check_keys_of("visualization_kwargs", of_variables, [str(v) for v in attractor.data])
        name = attractor.largest
        properties = (of_variables[name] or {}) if name in of_variables else None
    if properties is None:
        return None, name
    rest = {key: value for key, value in properties.items() if key != "label"}
    return rest, str(properties.get("label", name))


def _draw_coordinates(
    hlpr: PlotHelper, positions: Sequence[np.ndarray], options: dict[str, Any]
) -> None:
    height = options.pop("y", 0.0)
    along_y = positions[1] if len(positions) == 2 else np.array([height])
    x, y = np.meshgrid(positions[0], along_y)
    hlpr.ax.scatter(x, y, **options)
