"""Code behind results, described wherever the project is."""

from __future__ import annotations

from paraverse.plan.plan import Plan
from paraverse.plan.provenance.described_code import DescribedCode
from paraverse.plan.provenance.own_files import OwnFiles
from paraverse.plan.provenance.stated_lines import lines_behind


def test_described_code__names_functions_and_no_places_outside(simulated: Plan) -> None:
    code = DescribedCode(simulated, OwnFiles(simulated))
    (plot,) = (plot for plot in simulated.plots if plot.name == "bins/title~c")
    lines = code.lines(lines_behind(simulated, plot)[0])
    assert any(line.startswith("operation own_operation ") for line in lines)
    assert any(line.startswith("script model/run.py ") for line in lines)
    assert not any(".." in line for line in lines)
    assert code.functions(lines) == {"operation own_operation": "external/operations.py:7"}
