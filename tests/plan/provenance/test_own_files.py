"""The files of a project that its results depend on."""

from __future__ import annotations

from paraverse.plan.plan import Plan
from paraverse.plan.provenance.origins import PlanProvenance
from paraverse.plan.provenance.own_files import OwnFiles


def test_source_files__are_those_of_the_project(simulated: Plan) -> None:
    files = PlanProvenance(simulated).source_files()
    assert {"config/config.yaml", "config/plots.yaml", "config/bases.yaml", "draw.py"} <= set(files)
    assert "tables/a.csv" in files
    assert any(file.endswith("_shared/operations.py") for file in files)
    assert "unused.py" not in files


def test_own_files__imported_modules(simulated: Plan) -> None:
    assert OwnFiles(simulated).imported_modules == ["helping", "numpy", "pytest"]
