"""The creators of plots, and the forms of selections that dantro has besides the usual ones."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from paraverse.config.models import PlotDefaults
from paraverse.config.plots import PlotConfig
from paraverse.errors import KeyPath
from paraverse.plan.reading.field_entries import SECTION
from paraverse.plan.reading.project_code import ProjectCode


def with_creator(plot: PlotConfig, code: ProjectCode, defaults: PlotDefaults) -> PlotConfig:
    """Fill in the creator of a plot that names none.

    Parameters
    ----------
    plot
        The plot, with or without a creator.
    code
        The plot functions, which may be registered with a creator.
    defaults
        The defaults of all plots.

    Returns
    -------
    PlotConfig
        The plot with its own creator, that of its plot function, or the default, which may be
        None.
    """
    if plot.values.get("creator") is not None:
        return plot
    registered = code.plot_function_option(str(plot.values.get("plot_func")), "creator")
    creator = registered or defaults.default_creator
    return dataclasses.replace(plot, values={**plot.values, "creator": creator})


def with_selected_paths(plot: PlotConfig, code: ProjectCode) -> PlotConfig:
    """Select what the arguments of a plot name by their paths, as in dantro's `lineplot`.

    Parameters
    ----------
    plot
        The plot, with its creator filled in.
    code
        The plot functions, some of which have arguments that may be paths.

    Returns
    -------
    PlotConfig
        The plot with a selection, and with the names of the arguments as their values, if it has
        no selection or transformation and draws no combined data; otherwise the plot itself.
    """
    names = code.plot_function_option(str(plot.values.get("plot_func")), "path_arguments") or ()
    arguments = plot.arguments()
    paths = {name: arguments[name] for name in names if isinstance(arguments.get(name), str)}
    if not paths or plot.data() or plot.values.get("creator") == "multiverse":
        return plot
    update = {"plot_func_kwargs": {**(plot.values.get("plot_func_kwargs") or {})}}
    update["plot_func_kwargs"] |= {name: name for name in paths}
    written_at: Mapping[KeyPath, KeyPath] = {("select", name): (name,) for name in paths}
    values = {**plot.values, **update, "select": paths}
    return dataclasses.replace(plot, values=values, written_at=written_at)


_OLD_KEYS = ("field", "fields", "subspace", "method", "base_path", "idx_as_label")
"""Keys of `select` in plots of dantro that combine data without a transformation."""


def with_combined_fields(plot: PlotConfig) -> PlotConfig:
    """Let a multiverse plot that selects by dantro's older keys combine these fields.

    Parameters
    ----------
    plot
        The plot, with its creator filled in.

    Returns
    -------
    PlotConfig
        The plot with `select_and_combine` instead of `select`, if the latter has the key `fields`
        or `field` and no tags; otherwise the plot itself.
    """
    select = plot.values.get("select")
    if not isinstance(select, Mapping) or not {"field", "fields"} & select.keys():
        return plot
    is_combined = plot.values.get("creator") == "multiverse" and not plot.values.get(SECTION)
    if not is_combined or not set(select) <= set(_OLD_KEYS):
        return plot
    written_at: dict[KeyPath, KeyPath] = {(SECTION,): ("select",)}
    fields = select.get("fields")
    if fields is None:
        path = _join_path(select["field"])
        tag = str(path["path"] if isinstance(path, Mapping) else path).rpartition("/")[-1]
        fields = {tag: path}
        written_at[(SECTION, "fields", tag)] = ("select", "field")
    elif isinstance(fields, Mapping):
        fields = {tag: _join_path(entry) for tag, entry in fields.items()}
    section = {key: select[key] for key in ("subspace", "base_path") if key in select}
    if "method" in select:
        section["combination_method"] = select["method"]
        written_at[(SECTION, "combination_method")] = ("select", "method")
    values = {key: value for key, value in plot.values.items() if key != "select"}
    values[SECTION] = {**section, "fields": fields}
    return dataclasses.replace(plot, values=values, written_at=written_at)


def _join_path(entry: Any) -> Any:
    """Return the path of a field, or its entry, with text for a path that is a list of names."""
    if isinstance(entry, Mapping) and "path" in entry:
        return {**entry, "path": _join_path(entry["path"])}
    return "/".join(map(str, entry)) if isinstance(entry, list | tuple) else entry
