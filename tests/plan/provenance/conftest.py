"""A project with code and data in many places."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.plan.plan import Plan
from support.plans import MakePlan

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


@pytest.fixture
def simulated(plan: MakePlan, tmp_path: Path) -> Plan:
    shared = tmp_path.with_name(f"{tmp_path.name}_shared")
    shared.mkdir()
    (shared / "operations.py").write_text(OPERATIONS)
    (shared / "helping.py").write_text("def help_out(x):\n    return x\n")
    return plan(PLOTS, SIMULATED.replace("{shared}", shared.name), more=MORE)
