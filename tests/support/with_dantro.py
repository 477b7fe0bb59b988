"""Load and plot the example with dantro, as its integration guide does.

python with_dantro.py SWEEP PLOTS.yaml OUT [PLOT ...]
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, ClassVar

import dantro
import dantro.data_loaders
import dantro.groups
import yaml

sys.path.insert(0, str(Path(__file__).parents[1]))
from support.sweeps import GUIDE_LOAD


class DataManager(dantro.data_loaders.AllAvailableLoadersMixin, dantro.DataManager):
    """Loads the example."""

    _DATA_GROUP_CLASSES: ClassVar = {
        "ParamSpaceGroup": dantro.groups.ParamSpaceGroup,
        "TimeSeriesGroup": dantro.groups.TimeSeriesGroup,
    }
    _HDF5_GROUP_MAP: ClassVar = {"time_series": dantro.groups.TimeSeriesGroup}


def load(sweep: Path, out: Path) -> DataManager:
    """Load a sweep into dantro's data tree."""
    manager = DataManager(
        str(sweep),
        name="example",
        out_dir=str(out),
        create_groups=[{"path": "simulations", "Cls": "ParamSpaceGroup"}],
        load_cfg=yaml.safe_load(GUIDE_LOAD),
    )
    manager.load_from_cfg()
    return manager


def plot(manager: DataManager, plots: Path | dict[str, Any], only: list[str] | None = None) -> Any:
    """Draw plots and return dantro's plot manager."""
    creator: dict[str, Any] = {"default_ext": "pdf", "psgrp_path": "simulations"}
    plotter = dantro.PlotManager(
        dm=manager,
        default_creator="external",
        raise_exc=True,
        creator_init_kwargs={
            "external": {"default_ext": "pdf"},
            "universe": creator,
            "multiverse": creator,
        },
    )
    plotter.plot_from_cfg(
        plots_cfg=str(plots) if isinstance(plots, Path) else plots, plot_only=only
    )
    return plotter


if __name__ == "__main__":
    sweep, plots, out, *only = sys.argv[1:]
    plot(load(Path(sweep), Path(out)), Path(plots), only or None)
