"""The example, end to end."""

from __future__ import annotations

import h5py
import numpy as np
import xarray as xr
import yaml

from support.projects import Project


def test_run__makes_all_figures_and_nothing_the_second_time(finished: Project) -> None:
    figures = sorted(p.relative_to(finished.path).as_posix() for p in finished.path.rglob("*.pdf"))
    universes = [f"seed~{s}_max_step_size~{m}" for m in (0.3, 1.0) for s in range(3)]
    assert figures == sorted(
        [f"results/figures/random_walk/{name}.pdf" for name in universes]
        + [
            f"results/figures/{name}.pdf"
            for name in ("abm_mean_energy", "mean_random_walk", "spread")
        ]
    )
    again = finished.snakemake()
    assert "Nothing to be done" in again.output
    assert not again.jobs


def test_universe_folder__holds_what_the_guide_describes(finished: Project) -> None:
    folder = finished.path / "data" / "example" / "seed~1_max_step_size~0.3"
    parameters = yaml.safe_load((folder / "params.yml").read_text())
    assert parameters["seed"] == 1
    assert parameters["random_walk"]["max_step_size"] == 0.3
    assert "Done" in (folder / "sim.log").read_text()
    with h5py.File(folder / "data.h5") as file:
        assert file["random_walk"].shape == (31,)
        assert file["random_walk"][0] == 0.0
        assert np.abs(np.diff(file["random_walk"])).max() <= 0.3
        assert file["abm/num_agents"].dtype == "uint32"
        assert file["abm/energy"].attrs["content"] == "time_series"
        living = file["abm/num_agents"][()]
        for step, energies in file["abm/energy"].items():
            assert energies.size == living[int(step)]
            assert (energies[()] > 0).all()
        gone = np.flatnonzero(living == 0)
        assert np.isnan(file["abm/mean_energy"][()][gone]).all()


def test_seed__decides_the_result(finished: Project) -> None:
    walks = {}
    for name in ("seed~0_max_step_size~1.0", "seed~1_max_step_size~1.0"):
        with h5py.File(finished.path / "data" / "example" / name / "data.h5") as file:
            walks[name] = file["random_walk"][()]
    assert not np.array_equal(*walks.values())


def test_results__are_files_that_xarray_opens(finished: Project) -> None:
    store = next((finished.path / "results" / "universes").glob("*.nc"))
    tree = xr.open_datatree(store)
    assert tree["data/random_walk"].dims[0] == "universe"
    assert {"seed", "max_step_size"} <= set(tree.coords)
    data = xr.open_dataset(finished.path / "results" / "data" / "mean_random_walk.nc", group="data")
    assert data["data"].dims == ("max_step_size", "iterations")


def test_target__is_a_plot_by_name(unrun: Project) -> None:
    run = unrun.snakemake("mean_random_walk")
    figures = [p.name for p in (unrun.path / "results").rglob("*.pdf")]
    assert figures == ["mean_random_walk.pdf"]
    assert run.jobs["simulate"] == 6


def test_tree__is_a_target(finished: Project) -> None:
    run = finished.snakemake("tree")
    assert "simulations  <6 universes, (max_step_size: 2, seed: 3)>" in run.output
