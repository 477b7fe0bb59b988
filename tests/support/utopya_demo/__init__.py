"""A run of Utopia and its plots as utopya has them: files, data, functions.

The YAML files lie beside this one. The functions are text, as they import what need not be there.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import h5py
import numpy as np

FOLDER = Path(__file__).parent

MODEL_PLOTS: Mapping[str, str] = {
    "__init__.py": '''
"""Plot functions and operations of all models"""
import matplotlib

matplotlib.use("Agg")

from ._shared import *
''',
    "tools.py": """
import matplotlib.pyplot as plt


def save_and_close(out_path: str, *, save_kwargs: dict = None) -> None:
    plt.savefig(out_path, **(save_kwargs if save_kwargs else {}))
    plt.close()
""",
    "_shared/__init__.py": "from .operations import *\n",
    "_shared/operations.py": '''
import xarray as xr

from utopya.eval import is_operation


@is_operation(".from_fraction")
def from_fraction(d: xr.DataArray, fraction: float, dim: str) -> xr.DataArray:
    """Selects what is behind a fraction of a dimension"""
    return d.isel({dim: slice(int(fraction * d.sizes[dim]), None)})
''',
    "Meadow/__init__.py": "from .functions import *\nfrom .state import *\n",
    "Meadow/functions.py": """
import logging

import numpy as np

from utopya.eval import DataManager, PlotHelper, UniverseGroup, is_plot_func

log = logging.getLogger(__name__)


@is_plot_func(use_dag=True, required_dag_tags=("data_to_plot",))
def my_custom_plot_function(*, data: dict, hlpr: PlotHelper, **plot_kwargs):
    hlpr.ax.plot(data["data_to_plot"], **plot_kwargs)


@is_plot_func(
    creator="universe",
    helper_defaults=dict(set_limits=dict(x=[0.0, None]), set_labels=dict(x="Time", y="Height")),
)
def mean_height(
    dm: DataManager,
    *,
    uni: UniverseGroup,
    hlpr: PlotHelper,
    show_growth: bool = False,
    **plot_kwargs,
):
    growth = uni["cfg"]["Meadow"]["growth"]
    height = uni["data/Meadow/height"].mean(dim=("x", "y"))
    hlpr.ax.plot(height.coords["time"], height, **plot_kwargs)
    if show_growth:
        hlpr.ax.text(0, 1, f"$g = {growth}$", transform=hlpr.ax.transAxes)


@is_plot_func(
    creator="universe",
    supports_animation=True,
    helper_defaults=dict(set_labels=dict(x="Height", y="Counts")),
)
def height_distribution(
    dm: DataManager, *, uni: UniverseGroup, hlpr: PlotHelper, num_bins: int, **plot_kwargs
):
    heights = uni["data/Meadow/height"]
    time = heights["time"].data
    _, edges = np.histogram(heights, bins=num_bins)
    bars = hlpr.ax.bar(edges[:-1], [0] * num_bins, width=np.diff(edges), **plot_kwargs)
    hlpr.ax.set_ylim(0, heights[0].size)
    text = hlpr.ax.text(0.02, 0.93, "", transform=hlpr.ax.transAxes)

    def update(stepsize: int = 1):
        for t in range(0, time.size, stepsize):
            counts, _ = np.histogram(heights[t, :], bins=edges)
            for rect, count in zip(bars, counts):
                rect.set_height(count)
            text.set_text(f"step {time[t]}")
            yield

    hlpr.register_animation_update(update)
""",
    "Meadow/state.py": """
import matplotlib.pyplot as plt

from utopya.eval import DataManager, UniverseGroup

from ..tools import save_and_close


def cover_at_step(
    dm: DataManager,
    *,
    out_path: str,
    uni: UniverseGroup,
    step: int,
    fmt: str = "o-",
    save_kwargs: dict = None,
    **plot_kwargs,
):
    densities = uni["data/Meadow/densities"]
    plt.plot(densities[step, :], fmt, color="red", **plot_kwargs)
    save_and_close(out_path, save_kwargs=save_kwargs)
""",
}
"""The package `model_plots`, by path in it."""

IMPORTS = ("from utopya.eval import", "from paraverse.compat import")
"""Beginnings of import lines, before and after moving to paraverse."""


def write_project(folder: Path, imports: tuple[str, str] = IMPORTS) -> Path:
    """Write a project for the run in ``../run``: only the import lines are others."""
    (folder / "config").mkdir(parents=True)
    for file in FOLDER.glob("*.yml"):
        (folder / "config" / file.name).write_text(file.read_text())
    for name, text in MODEL_PLOTS.items():
        (folder / "model_plots" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "model_plots" / name).write_text(text.replace(*imports))
    (folder / "config" / "config.yaml").write_text("""
preset: utopya
data_dir: ../run
plots: config/Meadow_plots.yml
base_plots: [config/project_base_plots.yml, config/Meadow_base_plots.yml]
operations: model_plots/_shared/operations.py
""")
    return folder


def write_run(folder: Path, seeds: int = 2, times: int = 4) -> Path:
    """Write what a run of Utopia leaves: configurations, and a folder for each universe."""
    (folder / "config").mkdir(parents=True)
    (folder / "config" / "parameter_space.yml").write_text(f"""!pspace
seed: !sweep {{default: 42, range: [{seeds}]}}
num_steps: {times - 1}
Meadow:
  growth: !sweep {{default: 0.1, values: [0.1, 0.5]}}
  cell_manager: {{grid: {{structure: square, resolution: 2}}}}
""")
    for name in ("base", "meta", "model", "update"):
        (folder / "config" / f"{name}_cfg.yml").write_text("root_model_name: Meadow\n")
    for number_of_seed in range(seeds):
        for number, growth in enumerate((0.1, 0.5), start=1):
            universe = folder / "data" / f"uni{(number_of_seed + 1) * 3 + number:02d}"
            universe.mkdir(parents=True)
            (universe / "config.yml").write_text(
                f"seed: {number_of_seed}\nnum_steps: {times - 1}\nMeadow: {{growth: {growth}}}\n"
            )
            (universe / "out.log").write_text("[info] Run finished.\n")
            _write_data(universe / "data.h5", number_of_seed, growth, times)
    return folder


def _write_data(path: Path, seed: int, growth: float, times: int) -> None:
    random = np.random.default_rng(seed)
    shape = (4, 3)  # x, y; a cell's number grows along x first
    cells = int(np.prod(shape))
    kinds = random.integers(0, 3, (times, cells)).astype("int8")
    cover = (kinds > 0).mean(axis=1)
    with h5py.File(path, "w") as file:
        model = file.create_group("Meadow")
        _time_series(model.create_dataset("cover", data=cover))
        shares = np.stack([(kinds == kind).mean(axis=1) for kind in range(3)], axis=1)
        densities = _time_series(model.create_dataset("densities", data=shares))
        densities.attrs["dim_name__1"] = "kind"
        densities.attrs["coords_mode__kind"] = "values"
        densities.attrs["coords__kind"] = ["bare", "grass", "flower"]
        heights = growth * np.cumsum(random.random((times, cells)), axis=0)
        patches = np.sort(random.integers(0, 5, (times, cells)), axis=1).astype("uint64")
        for name, data in (("kind", kinds), ("height", heights), ("patch", patches)):
            grid = _time_series(model.create_dataset(name, data=data, chunks=(1, cells)))
            grid.attrs["dim_name__1"] = "ids"
            grid.attrs["coords_mode__ids"] = "trivial"
            grid.attrs["content"] = "grid"
            grid.attrs["grid_shape"] = np.array(shape, dtype="uint64")
            grid.attrs["grid_structure"] = "square"
            grid.attrs["index_order"] = "F"
            grid.attrs["space_extent"] = np.array([2.0, 1.5])


def _time_series(dataset: h5py.Dataset) -> h5py.Dataset:
    dataset.attrs["dim_name__0"] = "time"
    dataset.attrs["coords_mode__time"] = "start_and_step"
    dataset.attrs["coords__time"] = np.array([0, 1], dtype="uint64")
    return dataset
