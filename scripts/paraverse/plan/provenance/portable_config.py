"""The configuration of a project, as a figure carries it: as far as the figure depends on it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from paraverse.config.plots import WITHOUT_EFFECT
from paraverse.config.presets import apply_preset
from paraverse.plan.plan import Plan
from paraverse.plan.reading.parsed_plot import ParsedPlot
from paraverse.provenance.project_files import PortablePaths, portable_folder

_WITHOUT_EFFECT_ON_FIGURES = (
    "base_plots", "convert", "only", "plots", "preset", "provenance", "scalars",
)  # fmt: skip
"""Keys of the configuration that change no figure, or whose effect other keys state."""


def portable_config(plan: Plan, paths: PortablePaths) -> dict[str, Any]:
    """Return the configuration as far as figures depend on it.

    Parameters
    ----------
    plan
        The plan of the project.
    paths
        The paths under which figures carry the project's files.

    Returns
    -------
    dict
        The values of ``config.yaml``, with the load section of a preset.
    """
    values: dict[str, Any] = {
        key: value
        for key, value in apply_preset(plan.values).items()
        if key not in _WITHOUT_EFFECT_ON_FIGURES and value is not None
    }
    values["data_dir"] = portable_folder(plan.config.data_dir)
    for key in ("loaders", "operations"):
        if files := getattr(plan.config, key):
            values[key] = [paths.of(file) for file in files]
    # All are imported, also those that only other plots name
    if files := plan.code.plot_function_files:
        values["plot_functions"] = [paths.of(file) for file in files]
    if plan.simulation is not None:
        values["simulate"] = _portable_simulation(plan, paths, values["simulate"])
    if defaults := dict(values.get("plot_defaults") or {}):
        defaults.pop("base_module_file_dir", None)
        values["plot_defaults"] = defaults
    order = list(type(plan.config).model_fields)
    return {key: values[key] for key in order if values.get(key) not in (None, {}, [])}


def portable_plot(plan: Plan, paths: PortablePaths, parsed: ParsedPlot) -> dict[str, Any]:
    """Return the values of a plot as far as its figures depend on them.

    Parameters
    ----------
    plan
        The plan of the project.
    paths
        The paths under which figures carry the project's files.
    parsed
        The plot.

    Returns
    -------
    dict
        The values of the plot, with those that it has from base plots.
    """
    values = {
        key: value
        for key, value in parsed.config.values.items()
        if key not in ("based_on", "enabled", *WITHOUT_EFFECT) and value is not None
    }
    if values.get("module_file"):
        folder = Path(plan.config.plot_defaults.base_module_file_dir or "").expanduser()
        values["module_file"] = paths.of(folder / values["module_file"])
    return values


def _portable_simulation(
    plan: Plan, paths: PortablePaths, section: Mapping[str, Any]
) -> dict[str, Any]:
    portable = {key: value for key, value in section.items() if key != "batch_size"}
    for key in ("parameter_space", "script"):
        if portable.get(key) is not None:
            portable[key] = paths.of(portable[key])
    if plan.config.simulate and (files := plan.config.simulate.depends_on):
        portable["depends_on"] = [paths.of(file) for file in files]
    return portable
