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
from paraverse.plan.provenance.origins import PlanProvenance
from paraverse.provenance.document import decompress
from paraverse.provenance.extract import extract_project
from paraverse.provenance.origin import facts_of
from support.plans import EXISTING, MakePlan


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
