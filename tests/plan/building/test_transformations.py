"""Transformations from the configuration to their results."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.errors import TransformError
from paraverse.pipeline.transform import transform_multiverse
from paraverse.results.file import read_results
from support.plans import MakePlan

CHAIN = """\
chain:
  creator: pyplot
  plot_func: facet_grid
  transform:
    - {define: 0}
"""


@pytest.mark.parametrize("fails", [False, True])
def test_chain_of_5000_nodes__from_plan_to_picture(
    plan: MakePlan, tmp_path: Path, fails: bool
) -> None:
    last = "{div: [!dag_prev , 0], tag: data}" if fails else "{neg: !dag_prev , tag: data}"
    (planned,) = plan(CHAIN + "    - increment\n" * 5000 + f"    - {last}\n").transformations
    assert len(planned.depends_on.configuration) > 5000
    picture = tmp_path / "chain.svg"
    if fails:
        with pytest.raises(TransformError, match=r"plots\.yaml:5006: .*division by zero"):
            transform_multiverse(planned.job, planned.stores, data="data.nc", picture=picture)
        assert picture.read_text().count("<rect") == 5002
    else:
        transform_multiverse(planned.job, planned.stores, data="data.nc", picture=picture)
        assert read_results("data.nc") == {"data": -5000}


def test_depends_on__the_order_of_keyword_arguments(plan: MakePlan) -> None:
    compartments = "    - {{dict: {{{}}}, tag: data}}\n"
    (one,), (other,) = (
        plan(CHAIN + compartments.format(names)).transformations
        for names in ("S: 1, I: 2, R: 3", "R: 3, I: 2, S: 1")
    )
    assert set(one.depends_on.configuration) != set(other.depends_on.configuration)
