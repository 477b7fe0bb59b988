"""From the configuration to the jobs: what they are, what makes them run again."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from paraverse.plan.plan import Plan
from support.paths import ROOT
from support.plans import EXISTING, FindProblems, MakePlan

CONFIG = f"{EXISTING}operations: ops.py\nconvert: {{batch_size: 3}}\n"
OPS = """\
from paraverse import operation

@operation
def doubled(x):
    return 2 * x

@operation
def other(x):
    return x
"""
PLOTS = """\
walks/each:
  creator: universe
  universes: all
  plot_func: facet_grid
  file_ext: png
  select: {data: params/seed}
combined:
  creator: multiverse
  plot_func: facet_grid
  kind: line
  select_and_combine:
    fields: {seeds: params/seed}
    subspace: {size: 0.1}
  transform:
    - doubled: !dag_tag seeds
      tag: data
  helpers:
    set_title: {title: Seeds}
"""


@pytest.fixture
def planned(plan: MakePlan) -> Plan:
    return plan(PLOTS, CONFIG, more={"ops.py": OPS})


def test_make_plan__files_and_rules(planned: Plan) -> None:
    stores = [batch.store for batch in planned.batches]
    assert stores[0] == "results/universes/sim_5.nc"
    assert len(stores) > 1
    (each,) = planned.universe_plots
    assert (each.name, each.rule) == ("walks/each", "walks__each")
    assert each.record == "results/drawn/universes/walks/each/{batch}.json"
    assert {batch: list(names) for batch, names in each.universes.items()} == {
        batch.name: [universe.id for universe in batch.universes] for batch in planned.batches
    }
    assert next(each.paths("sim_5")) == "results/figures/walks/each/sim_5.png"
    (combined,) = planned.multiverse_plots
    (shown,) = planned.transformations
    assert (shown.rule, shown.data) == ("transform__combined", "results/data/combined.nc")
    assert set(shown.stores) < set(stores)
    assert combined.data == shown.data
    records = [f"results/drawn/universes/walks/each/{batch.name}.json" for batch in planned.batches]
    assert planned.targets == ["results/figures/combined.pdf", *records]


@pytest.mark.parametrize(
    ("fields", "wanted", "unwanted"),
    [
        ("used", ["params/seed", "log"], ["data/x", "data/z"]),
        ("all", ["params/seed", "data/x", "data/z"], []),
        ("[data/x, other/*]", ["params/seed", "data/x", "other/a/b"], ["data/z"]),
    ],
)
def test_convert__stores_fields(
    plan: MakePlan, fields: str, wanted: list[str], unwanted: list[str]
) -> None:
    entry = "  {0}: {{loader: {1}, glob_str: '*/{0}', path_regex: '([^/]+)/{0}', {2}}}\n"
    entries = "".join(
        entry.format(name, loader, f"target_path: 'sims/{{match:}}/{name}'")
        for name, loader in (("data", "hdf5"), ("log", "text"))
    )
    config = f"{EXISTING}{entries}convert: {{fields: {fields}}}\n"
    found = plan(config=config).conversion.fields
    assert [field for field in wanted if field not in found] == []
    assert [field for field in unwanted if field in found] == []


# What is made again: the data of the combined plot, its figure, the figures of each universe,
# the stores
TRANSFORM, DRAW, EACH, CONVERT = "transform", "draw", "each", "convert"


def dependencies(planned: Plan) -> dict[str, object]:
    (each,), (combined,) = planned.universe_plots, planned.multiverse_plots
    (shown,) = planned.transformations
    return {
        TRANSFORM: (shown.depends_on, shown.stores),
        DRAW: combined.depends_on,
        EACH: each.depends_on,
        CONVERT: planned.conversion.depends_on,
    }


@pytest.mark.parametrize(
    ("file", "old", "new", "again"),
    [
        ("plots", "title: Seeds", "title: All seeds", {DRAW}),
        ("plots", "kind: line", "kind: scatter", {DRAW}),
        ("plots", "doubled:", "other:", {TRANSFORM}),
        ("plots", "size: 0.1", "size: 0.3", {TRANSFORM}),
        ("plots", "params/seed}\n    sub", "params}\n    sub", {TRANSFORM}),
        ("plots", "combined:", "# note\ncombined:", set()),
        ("ops", "2 * x", "3 * x", {TRANSFORM}),
        ("ops", "return x\n", "return 1\n", set()),
        ("ops", "2 * x", "2 * x  # twice", set()),
        ("config", "loader: yaml\n", "loader: yml\n", {CONVERT}),
        ("config", "batch_size: 3", "batch_size: 3, fields: all", {CONVERT}),
        ("config", "convert:", "plot_defaults: {default_ext: png}\nconvert:", set()),
    ],
)
def test_tracked__changes_with_what_a_result_depends_on(
    plan: MakePlan, file: str, old: str, new: str, again: set[str]
) -> None:
    texts = {"plots": PLOTS, "config": CONFIG, "ops": OPS}
    before = dependencies(plan(PLOTS, CONFIG, more={"ops.py": OPS}))
    assert texts[file].count(old) == 1
    texts[file] = texts[file].replace(old, new)
    after = dependencies(plan(texts["plots"], texts["config"], more={"ops.py": texts["ops"]}))
    assert {name for name in before if before[name] != after[name]} == again


def test_make_plan__says_everything_at_once(problems: FindProblems) -> None:
    config = CONFIG.replace("batch_size: 3", "batch_siez: 3").replace("ops.py", "missing.py")
    plots = PLOTS.replace("kind: line", "kind: lien").replace("size: 0.1", "siez: 0.1")
    found = problems(f"{plots}last: 3\n", config)
    assert [problem.partition("\n")[0] for problem in found] == [
        "config/config.yaml:13: operations",
        "config/config.yaml:14: convert.batch_siez",
        "config/plots.yaml:10: combined.kind",
        "config/plots.yaml:13: combined.select_and_combine.subspace.siez",
        "config/plots.yaml:19: last",
    ]


def test_make_plan__imports_nothing_heavy(planned: Plan) -> None:
    """The Snakefile is parsed by every cluster job."""
    code = """
import sys
from paraverse.yaml_io.configuration import read_yaml
from paraverse.plan.build import make_plan
make_plan(read_yaml("config/config.yaml").data)
print({"xarray", "pandas", "matplotlib", "scipy", "dask", "networkx", "h5py"} & set(sys.modules))
"""
    scripts = ROOT / "scripts"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(scripts)!r}){code}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "set()\n", done.stderr


PRINT_DEPENDENCIES = """
from paraverse.plan.project import plan_project

plan = plan_project()
for job in (*plan.transformations, *plan.multiverse_plots, *plan.universe_plots):
    print(job.name, job.depends_on)
print(plan.conversion.depends_on)
"""


def test_make_plan__is_the_same_for_any_hash_seed() -> None:
    scripts, gallery = str(ROOT / "scripts"), ROOT / "docs" / "gallery"
    outputs = set()
    for seed in range(2):
        environment = {**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": scripts}
        done = subprocess.run(
            [sys.executable, "-c", PRINT_DEPENDENCIES],
            cwd=gallery,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1
