"""Names of dimensions; what is said of wrong ones is in `commands/broken_projects.yaml`."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.plan.full_check import check_project
from support.broken_project import write_project

FIELDS = "creator: multiverse, plot_func: facet_grid, select_and_combine: {fields: {w: data/walk}}"


@pytest.mark.parametrize(
    "rest",
    [
        "transform: [{.rename: [!dag_tag w, {time: t}], tag: data}], x: t",
        "transform: [{.expand_dims: !dag_tag w, kwargs: {dim: side}, tag: data}], col: side",
        "transform: [{.assign_coords: !dag_tag w, kwargs: {a: [time, [1]]}, tag: data}], x: a",
        "transform: [{xr.Dataset: {a: !dag_tag w, b: !dag_tag w}, tag: data}], x: a, y: b",
        "transform: [{.to_array: !dag_tag w, tag: data}], hue: variable",
        "transform: [{deviation: !dag_tag w, kwargs: {over: seed}, tag: data}], hue: anything",
        "transform: [{call_lambda: ['lambda x: x', !dag_tag w], tag: data}], hue: anything",
        "transform: [{.sel: !dag_tag w, kwargs: {seed: 0, method: pad, drop: true}, tag: data}]",
        "transform: [{.mean: [!dag_tag w, [seed, size]], tag: data}], x: dim_0",
        "transform: [{.mean: [!dag_tag w, sead], tag: data, allow_failure: true, fallback: 1}]",
        "transform: [{.isel: !dag_tag w, kwargs: {t: 0, missing_dims: ignore}, tag: data}]",
        "transform: [{mine: !dag_tag w, tag: data}], hue: h, "
        "dag_options: {meta_operations: {mine: [{.mean: [!arg 0, t]}]}}",
    ],
)
def test_dimension_problems__never_of_names_that_may_exist(
    rest: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_project(tmp_path)
    (folder / "config/plots.yaml").write_text(f"p: {{{FIELDS}, {rest}}}\n")
    monkeypatch.chdir(folder)
    assert list(map(str, check_project().problems)) == []


@pytest.mark.parametrize("file", ["data/sim_00/data.h5", "data/sim_05/data.h5"])
def test_dimension_problems__not_if_data_cannot_be_read(
    file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_project(tmp_path)
    plots = folder / "config/plots.yaml"
    plots.write_text(plots.read_text().replace("col: seed", "col: anything"))
    (folder / file).write_text("no HDF5")
    monkeypatch.chdir(folder)
    assert list(map(str, check_project().problems)) == []


def test_dimension_problems__not_of_parameters_that_depend_on_dimensions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_project(tmp_path)
    space = folder / "data/pspace.yml"
    coupled = "!coupled-pdim {target_name: size, default: 0, values: [7, 8]}"
    space.write_text(f"{space.read_text()}  speed: {coupled}\n")
    (folder / "config/plots.yaml").write_text(f"p: {{{FIELDS.replace('w:', 'data:')}, x: speed}}\n")
    monkeypatch.chdir(folder)
    assert list(map(str, check_project().problems)) == []
