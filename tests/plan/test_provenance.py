"""The origin of results; figures carry a project whose figures carry the same."""

from __future__ import annotations

import os
import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from paraverse.pipeline.provenance import figure_document
from paraverse.plan.plan import Plan
from paraverse.plan.project import plan_project
from paraverse.plan.provenance import PlanProvenance
from paraverse.provenance.document import decompress
from paraverse.provenance.extract import extract_project
from paraverse.provenance.origin import facts_of
from support.plans import EXISTING, MakePlan

SIMULATED = """\
data_dir: ../universes
simulate:
  parameter_space: space.yaml
  script: model/run.py
  outputs: [params.yml, data.h5]
  batch_size: 7
operations: [../{shared}/operations.py]
plot_functions: draw.py
base_plots: [config/bases.yaml]
scalars: [params/seed]
convert: {batch_size: 4, fields: all}
max_mem_mb: 3000
plot_defaults: {default_ext: png, style: {lines.linewidth: 3}}
"""
PLOTS = """\
each:
  creator: universe
  universes: {seed: [0, 1]}
  based_on: base
  plot_func: own_function
  select: {data: params/seed}
bins: !pspace
  creator: multiverse
  plot_func: facet_grid
  kind: line
  title: !sweep {default: a, values: [b, c]}
  select_and_combine: {fields: {y: params/seed}, subspace: {seed: !slice [0, 2]}}
  transform: [{own_operation: [!dag_tag y], tag: data}]
other:
  creator: pyplot
  module_file: other/functions.py
  plot_func: other_function
  table: tables/a.csv
"""
MORE = {
    "config/bases.yaml": "base: {helpers: {set_title: {title: A}}, file_ext: [svg, png]}\n",
    "model/run.py": "import forces\n",
    "model/forces.py": "G = 1  # not 2\n",
    "draw.py": "from paraverse import plot_function\n@plot_function\n"
    "def own_function(*, data, hlpr):\n    pass\n",
    "other/functions.py": "import numpy\ndef other_function(hlpr, **kwargs):\n    pass\n",
    "tables/a.csv": "1\n",
    "tables/b.csv": "2\n",
    "unused.py": "",
}
OPERATIONS = """\
import pytest
from helping import help_out
from paraverse import operation

# in the folder of several projects
@operation(depends_on="tables/b.csv")
def own_operation(data):
    return help_out(data)
"""


def documents(plan: Plan) -> dict[str, dict[str, Any]]:
    """Return what the figures of each plot carry."""
    provenance = PlanProvenance(plan)
    described = {}
    for plot in plan.plots:
        facts = facts_of(pickle.loads(pickle.dumps(provenance.of_figure(plot))))
        document = figure_document(facts)
        assert document is not None
        described[plot.name] = decompress(document.compress({}))
    return described


@pytest.fixture
def simulated(plan: MakePlan, tmp_path: Path) -> Plan:
    shared = tmp_path.with_name(f"{tmp_path.name}_shared")
    shared.mkdir()
    (shared / "operations.py").write_text(OPERATIONS)
    (shared / "helping.py").write_text("def help_out(x):\n    return x\n")
    return plan(PLOTS, SIMULATED.replace("{shared}", shared.name), more=MORE)


@pytest.mark.parametrize("name", ["each", "bins/title~b", "other"])
def test_figures__carry_a_project_whose_figure_carries_the_same(
    simulated: Plan, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = documents(simulated)[name]
    assert extract_project(document, tmp_path / "elsewhere" / "again") == []
    monkeypatch.chdir(tmp_path / "elsewhere" / "again")
    assert documents(plan_project()) == {name: document}


def test_figures__carry_what_they_need(simulated: Plan) -> None:
    carried = documents(simulated)
    code = {
        "config/config.yaml", "config/plots.yaml", "draw.py", "external/helping.py",
        "external/operations.py", "model/forces.py", "model/run.py", "other/functions.py",
        "space.yaml", "tables/b.csv",
    }  # fmt: skip
    assert carried["each"]["files"].keys() == code
    assert carried["bins/title~c"]["files"].keys() == code
    assert carried["other"]["files"].keys() == code | {"tables/a.csv"}
    assert carried["each"]["files"]["model/forces.py"]["text"] == "G = 1  # not 2\n"
    text = str(carried)
    assert os.getcwd() not in text
    assert os.uname().nodename not in text.replace("localhost", "")
    config = carried["each"]["files"]["config/config.yaml"]["text"]
    assert "data_dir: data\n" in config
    for key in ("batch_size", "base_plots", "scalars", "preset"):
        assert key not in config
    plots = carried["each"]["files"]["config/plots.yaml"]["text"]
    assert "title: A" in plots
    assert carried["bins/title~c"]["functions"] == {
        "operation own_operation": "external/operations.py:7"
    }
    assert carried["bins/title~c"]["command"] == "paraverse run 'bins__title~c'"
    assert "pytest" in carried["each"]["environment"]["packages"]
    assert carried["each"]["dimensions"]["seed"] == [0, 1, 2]


def test_figures__of_other_universes_in_the_same_way_carry_the_same(plan: MakePlan) -> None:
    plots = "a: {creator: multiverse, plot_func: facet_grid, kind: line, "
    plots += "select_and_combine: {fields: {data: params/seed}}}\n"
    first = documents(plan(plots))
    again = documents(
        plan(f"{plots}b: {{based_on: a}}\n", f"{EXISTING}convert: {{batch_size: 2}}\n")
    )
    assert first["a"] == again["a"]
    assert first["a"]["simulation"] is None


@pytest.mark.parametrize(("provenance", "keys"), [("facts", {"configuration"}), ("none", None)])
def test_figures__carry_less_if_configured(
    plan: MakePlan, provenance: str, keys: set[str] | None
) -> None:
    plots = "a: {creator: universe, plot_func: facet_grid, select: {data: params}, universes: all}"
    full = plan(plots)
    less = plan(plots, f"{EXISTING}provenance: {provenance}\n")
    changed = set(less.plots[0].depends_on.configuration) - {
        *full.plots[0].depends_on.configuration
    }
    assert changed == {f"provenance = {provenance}"}
    facts = facts_of(PlanProvenance(less).of_figure(less.plots[0]))
    assert (facts is None) is (keys is None)
    if facts is not None and keys is not None:
        assert keys <= facts["document"].keys()
        assert "files" not in facts
    assert facts_of(PlanProvenance(less).of_store(less.batches[0].name)) is None or keys


def test_netcdf_files__carry_only_what_they_depend_on(simulated: Plan) -> None:
    provenance = PlanProvenance(simulated)
    facts: Mapping[str, Any] | None = None
    for transformation in simulated.transformations:
        facts = provenance.of_data(transformation).facts()
        assert facts is not None
        assert {"functions", "dimensions", "universes_in_sweep"}.isdisjoint(facts["document"])
    store = provenance.of_store(simulated.batches[0].name).facts()
    assert store is not None
    assert store["document"]["result"] == simulated.batches[0].store
    assert any(line.startswith("script model/run.py") for line in store["document"]["code"])


def test_source_files__are_those_of_the_project(simulated: Plan) -> None:
    files = PlanProvenance(simulated).source_files()
    assert {"config/config.yaml", "config/plots.yaml", "config/bases.yaml", "draw.py"} <= set(files)
    assert "tables/a.csv" in files
    assert any(file.endswith("_shared/operations.py") for file in files)
    assert "unused.py" not in files
