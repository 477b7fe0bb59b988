"""Combined fields of a multiverse are the same arrays in dantro and in paraverse."""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xarray as xr

from paraverse.pipeline.convert import convert
from paraverse.pipeline.transform import transform_multiverse
from paraverse.plan.build import make_plan
from paraverse.results.file import read_results
from paraverse.yaml_io.configuration import read_yaml
from support import sweeps
from support.projects import sweeps_project

pytest.importorskip("dantro")

SELECTIONS = {
    "short field": "fields: {data: data/random_walk}",
    "full field": "fields: {data: {path: data/random_walk}}",
    "field with nodes": """
      fields:
        data:
          path: data/abm/mean_energy
          transform: [xr.DataArray, {.rename: !dag_prev , kwargs: {dim_0: iterations}}]""",
    "nodes with previous result": """
      fields:
        data:
          path: data/random_walk
          with_previous_result: true
          transform: [xr.DataArray, squared, {.mean: dim_0}]""",
    "base path": "base_path: data\n      fields: {data: random_walk}",
    "labels": "subspace: {seed: [0, 2]}\n      fields: {data: data/random_walk}",
    "one label each": "subspace: {seed: [1], max_step_size: [0.3]}\n"
    "      fields: {data: data/random_walk}",
    "label alone": "subspace: {seed: 1}\n      fields: {data: data/random_walk}",
    "slice of labels": "subspace: {max_step_size: !slice [0.2, 2]}\n"
    "      fields: {data: data/random_walk}",
    "labels as such": "subspace: {seed: {loc: [1, 3]}}\n      fields: {data: data/random_walk}",
    "indices": "subspace: {seed: {idx: [1, 3]}}\n      fields: {data: data/random_walk}",
    "slice of indices": "subspace: {seed: {idx: !slice [2, 4]}}\n"
    "      fields: {data: data/random_walk}",
    "subspace of a field": """
      subspace: {seed: [0]}
      fields:
        data: {path: data/random_walk, subspace: {seed: [1, 2]}}""",
    "merge": "combination_method: merge\n      fields: {data: data/random_walk}",
    "merge of a field": """
      fields:
        data: {path: data/random_walk, combination_method: merge}""",
    "nodes afterwards": """
      fields:
        data:
          path: data/random_walk
          transform_after_combine: [{.mean: [!dag_prev , seed]}, increment]""",
    "two fields": """
      fields:
        walk: {path: data/random_walk, transform: [xr.DataArray, {.max: !dag_prev }]}
        energy: {path: data/abm/mean_energy, transform: [xr.DataArray, {.max: !dag_prev }]}
    transform:
      - {add: [!dag_tag walk, !dag_tag energy], tag: data}""",
    "allowed to be missing": "allow_missing_or_failing: silent\n"
    "      combination_method: merge\n      fields: {data: data/random_walk}",
    "node that may fail": """
      fields:
        data:
          path: data/random_walk
          transform:
            - xr.DataArray
            - {.isel: !dag_prev , kwargs: {dim_0: 99}, allow_failure: silent, fallback: !dag_prev }
            - .mean: !dag_prev""",
}
PLOTS = "\n".join(
    f"{name.replace(' ', '_')}:\n    creator: multiverse\n"
    f"    select_and_combine:\n      {text.strip()}"
    for name, text in SELECTIONS.items()
)


@pytest.fixture(scope="module")
def small_sweep(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sweeps.numbered_sweep(tmp_path_factory.mktemp("sweep") / "s", seeds=4, num_steps=8)


@pytest.fixture(scope="module")
def dantros(small_sweep: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return the tag `data` of each plot, as the plot functions of dantro get it."""
    from dantro._yaml import yaml
    from dantro.plot.utils import is_plot_func

    from support import with_dantro

    got: list[Any] = []

    @is_plot_func(use_dag=True, required_dag_tags=("data",), use_helper=False)
    def capture(*, data: dict[str, Any], out_path: str, **_: Any) -> None:
        got.append(data["data"])

    module = types.ModuleType("selections")
    module.capture = capture  # type: ignore[attr-defined]
    sys.modules["selections"] = module
    manager = with_dantro.load(small_sweep, tmp_path_factory.mktemp("dantro") / "out")
    for name, plot in yaml.load(PLOTS).items():
        with_dantro.plot(manager, {name: {**plot, "module": "selections", "plot_func": "capture"}})
    return dict(zip(SELECTIONS, got, strict=True))


@pytest.fixture(scope="module")
def ours(small_sweep: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    project = sweeps_project(tmp_path_factory.mktemp("ours") / "project", small_sweep)
    plots = "\n".join(
        f"{line}\n    plot_func: facet_grid" if "creator:" in line else line
        for line in PLOTS.splitlines()
    )
    (project.path / "config" / "plots.yaml").write_text(plots)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.path)
        plan = make_plan(read_yaml("config/config.yaml").data)
        for batch in plan.batches:
            Path(batch.store).parent.mkdir(parents=True, exist_ok=True)
            convert(plan.conversion.job(batch.name), batch.store)
        results = {}
        for transformation in plan.transformations:
            Path(transformation.data).parent.mkdir(parents=True, exist_ok=True)
            transform_multiverse(
                transformation.job,
                transformation.stores,
                nodes=transformation.nodes,
                data=transformation.data,
            )
            results[transformation.job.plot] = read_results(transformation.data)
        yield {name: results[name.replace(" ", "_")]["data"] for name in SELECTIONS}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", SELECTIONS)
def test_select_and_combine__has_the_results_of_dantro(
    ours: dict[str, Any], dantros: dict[str, Any], name: str
) -> None:
    mine, theirs = ours[name], dantros[name]
    theirs = theirs if isinstance(theirs, xr.DataArray) else theirs.data
    xr.testing.assert_equal(mine, theirs)
    assert (mine.dims, mine.dtype, mine.name) == (theirs.dims, theirs.dtype, theirs.name)
