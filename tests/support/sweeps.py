"""Sweeps for tests: folders such as a run with paramspace leaves them."""

from __future__ import annotations

import copy
import importlib.util
import re
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from paramspace.yaml import yaml

from support.paths import ROOT


def example_model() -> Any:
    """Import the example model."""
    spec = importlib.util.spec_from_file_location("example_model", ROOT / "config" / "model.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def numbered_sweep(
    folder: Path,
    seeds: int = 10,
    num_steps: int | None = None,
    *,
    step_sizes: Sequence[float] = (0.1, 0.3, 1.0),
    processes: int = 1,
) -> Path:
    """Simulate the example into ``sim_<state number>``, beside ``pspace.yml``.

    Parameters
    ----------
    folder
        Where to.
    seeds
        Number of seeds.
    num_steps
        Length of the random walks, if not the example's.
    step_sizes
        Values of ``max_step_size``.
    processes
        How many processes simulate.
    """
    text = (ROOT / "config" / "parameter_space.yaml").read_text()
    text = text.replace("range: [10]", f"range: [{seeds}]")
    text = text.replace("values: [0.1, 0.3, 1.0]", f"values: {list(step_sizes)}")
    if num_steps is not None:
        text = re.sub(r"num_steps: 1023", f"num_steps: {num_steps}", text)
    pspace = yaml.load(text)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "pspace.yml").open("w") as file:
        yaml.dump(pspace, file)
    # As ParamSpace.iterator numbers them: states count the default of each dimension too
    width = len(str((len(step_sizes) + 1) * (seeds + 1) - 1))
    universes: list[tuple[dict[str, Any], Path]] = []
    # Copying the dimensions with all their values for each universe would take quadratic time
    shared = dict(pspace._dict) | {"seed": None}
    shared["random_walk"] = dict(shared["random_walk"]) | {"max_step_size": None}
    for i, size in enumerate(step_sizes, start=1):
        for seed in range(seeds):
            parameters = copy.deepcopy(shared)
            parameters["seed"] = seed
            parameters["random_walk"]["max_step_size"] = size
            number = i * (seeds + 1) + seed + 1
            universes.append((parameters, folder / f"sim_{number:0{width}d}"))
    if processes == 1:
        _simulate(universes)
    else:
        with ProcessPoolExecutor(processes) as pool:
            chunks = (universes[start::processes] for start in range(processes))
            list(pool.map(_simulate, chunks))
    return folder


def _simulate(universes: Sequence[tuple[dict[str, Any], Path]]) -> None:
    model = example_model()
    for parameters, folder in universes:
        model.simulate(parameters, folder)


GUIDE_LOAD = r"""
pspace:
  loader: yaml_to_object
  glob_str: pspace.yml
  required: true
  load_as_attr: true
  unpack_data: true
  target_path: simulations

sim_params:
  loader: yaml
  glob_str: sim_*/params.yml
  required: true
  path_regex: sim_(\d+)/params.yml
  target_path: simulations/{match:}/params

sim_data:
  loader: hdf5
  glob_str: sim_*/data.h5
  required: true
  path_regex: sim_(\d+)/data.h5
  target_path: simulations/{match:}/data
  enable_mapping: true
  map_from_attr: content

sim_log:
  loader: text
  glob_str: sim_*/sim.log
  required: false
  path_regex: sim_(\d+)/sim.log
  target_path: simulations/{match:}/log
"""
"""The load configuration of dantro's integration guide."""


def guide_plots() -> str:
    """The three plots of dantro's integration guide, as they stand there."""
    text = (ROOT / "config" / "plots.yaml").read_text()
    return text[: text.index("# With an operation of one's own")]


def utopia_sweep(folder: Path, seeds: int = 3) -> Path:
    """Write a run of Utopia: two dimensions, labelled data and a grid, ragged over one parameter.

    The value of ``model/density`` at a time is ``time * size + seed``; it has `size` times in
    steps of 2. ``model/state`` is a grid of 3 x 2 cells at each time.
    """
    import h5py
    import numpy as np

    space = f"""!pspace
seed: !sweep {{default: 0, range: [{seeds}]}}
model: {{size: !sweep {{default: 4, values: [4, 6]}}}}
"""
    (folder / "config").mkdir(parents=True)
    (folder / "config" / "parameter_space.yml").write_text(space)
    (folder / "config" / "model_cfg.yml").write_text("name: model\n")
    for size_index, size in enumerate((4, 6), start=1):
        for seed in range(seeds):
            number = (seed + 1) * 3 + size_index
            universe = folder / "data" / f"uni{number:02d}"
            universe.mkdir(parents=True)
            parameters = f"seed: {seed}\nmodel: {{size: {size}}}\n"
            (universe / "config.yml").write_text(parameters)
            (universe / "out.log").write_text("done\n")
            with h5py.File(universe / "data.h5", "w") as file:
                times = np.arange(0, 2 * size, 2)
                density = file.create_dataset("model/density", data=times * float(size) + seed)
                density.attrs["dim_names"] = np.array(["time"], dtype="S4")
                density.attrs["coords_mode__time"] = "start_and_step"
                density.attrs["coords__time"] = [0, 2]
                spectrum = file.create_dataset("model/spectrum", data=np.ones((size, 3)) * seed)
                spectrum.attrs["dim_names"] = ["time", "kind"]
                spectrum.attrs["coords_mode__time"] = "start_and_step"
                spectrum.attrs["coords__time"] = [0, 2]
                spectrum.attrs["coords__kind"] = ["a", "b", "c"]
                state = file.create_dataset("model/state", data=np.tile(np.arange(6), (size, 1)))
                state.attrs["content"] = "grid"
                state.attrs["grid_shape"] = [3, 2]
                state.attrs["index_order"] = "F"
                state.attrs["space_extent"] = [3.0, 2.0]
                state.attrs["dim_name__0"] = "time"
                state.attrs["coords_mode__time"] = "start_and_step"
                state.attrs["coords__time"] = [0, 2]
    return folder
