"""From the configuration to the jobs: what they are, what makes them run again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from paraverse.plan.plan import Plan
from paraverse.sweep.folders import mark_as_simulated
from support.paths import ROOT
from support.plans import EXISTING, SIMULATED, FindProblems, MakePlan

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
def made(plan: MakePlan) -> Plan:
    return plan(PLOTS, CONFIG, more={"ops.py": OPS})


def test_make_plan__files_and_rules(made: Plan) -> None:
    stores = [batch.store for batch in made.batches]
    assert stores[0] == "results/universes/sim_5.nc"
    assert len(stores) > 1
    (each,) = made.universe_plots
    assert (each.name, each.rule) == ("walks/each", "walks__each")
    assert each.record == "results/drawn/universes/walks/each/{batch}.json"
    assert {batch: list(names) for batch, names in each.universes.items()} == {
        batch.name: [universe.id for universe in batch.universes] for batch in made.batches
    }
    assert next(each.paths("sim_5")) == "results/figures/walks/each/sim_5.png"
    (combined,) = made.multiverse_plots
    (shown,) = made.transformations
    assert (shown.rule, shown.data) == ("transform__combined", "results/data/combined.nc")
    assert set(shown.stores) < set(stores)
    assert combined.data == shown.data
    records = [f"results/drawn/universes/walks/each/{batch.name}.json" for batch in made.batches]
    assert made.targets == ["results/figures/combined.pdf", *records]


def test_convert__gets_the_files_of_its_universes(made: Plan) -> None:
    names = [universe.id for universe in made.batches[0].universes]
    job = made.convert_job("sim_5")
    paths = [file.path for universe in job.universes for file in universe.files]
    assert paths == [f"data/{name}/params.yml" for name in names]
    assert [universe.id for universe in job.universes] == names
    assert job.dimensions == ("size", "seed")
    assert "params/seed" in job.fields


def test_convert__depends_on_small_files_by_content_and_on_others_as_inputs(
    plan: MakePlan, tmp_path: Path
) -> None:
    before = plan(PLOTS, CONFIG, more={"ops.py": OPS})
    assert before.convert_inputs("sim_5") == []
    name = "data/sim_5/params.yml"
    text = (tmp_path / name).read_text()
    after = plan(PLOTS, CONFIG, more={"ops.py": OPS, name: f"{text}# changed\n"})
    assert after.small_files_digest("sim_5") != before.small_files_digest("sim_5")
    large = plan(PLOTS, CONFIG, more={"ops.py": OPS, name: text + "#" * 40_000})
    assert large.convert_inputs("sim_5") == [name]


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
    found = plan(config=config).stored_fields
    assert [field for field in wanted if field not in found] == []
    assert [field for field in unwanted if field in found] == []


# What is made again: the data of the combined plot, its figure, the figures of each universe,
# the stores
TRANSFORM, DRAW, EACH, CONVERT = "transform", "draw", "each", "convert"


def dependencies(made: Plan) -> dict[str, object]:
    (each,), (combined,) = made.universe_plots, made.multiverse_plots
    (shown,) = made.transformations
    return {
        TRANSFORM: (shown.depends_on, shown.stores),
        DRAW: combined.depends_on,
        EACH: each.depends_on,
        CONVERT: made.convert_dependencies,
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


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["all"], "'all' is the name of a rule; name the plot otherwise."),
        (["a/b", "a__b"], "'a__b' and 'a/b' would be the same target 'a__b': rename one."),
        (["a b"], "'a b' cannot name files: letters, digits and _ . + - are possible"),
        (["/a"], "'/a' cannot name files"),
    ],
)
def test_make_plan__names_that_plots_cannot_have(
    problems: FindProblems, names: list[str], message: str
) -> None:
    body = PLOTS.partition("combined:")[0].partition("\n")[2]
    (problem,) = problems("".join(f'"{name}":\n{body}' for name in names))
    assert message in problem


@pytest.mark.parametrize("foreign", ["data/seed~0_size~0.1/precious", "data/pspace.yml"])
def test_make_plan__does_not_simulate_into_folders_of_others(
    problems: FindProblems, foreign: str
) -> None:
    (problem,) = problems(config=SIMULATED, more={foreign: "x"})
    assert problem.startswith("config/config.yaml:1: data_dir\n    data holds what this workflow")


def test_make_plan__takes_folders_that_it_simulated(plan: MakePlan, tmp_path: Path) -> None:
    for folder in (tmp_path / "data", tmp_path / "data" / "seed~9_size~0.1"):
        mark_as_simulated(folder)
    made = plan(config=SIMULATED, more={"data/pspace.yml": "x"})
    assert made.simulate_outputs()[0] == "data/{universe}/data.h5"


@pytest.mark.parametrize(
    ("simulate", "problem"),
    [
        ("script: model.py", "config/config.yaml:13: simulate.script\n    model.py: This file"),
        (
            "command: x, depends_on: [model.exe]",
            "config/config.yaml:13: simulate.depends_on\n    model.exe: This file does not exist.",
        ),
    ],
)
def test_make_plan__missing_programs(problems: FindProblems, simulate: str, problem: str) -> None:
    (found,) = problems(config=SIMULATED.replace("command: model", simulate))
    assert found.startswith(problem)


def test_make_plan__imports_nothing_heavy(made: Plan) -> None:
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


def test_multiverse_plot__fields_that_a_function_is_given_are_results(plan: MakePlan) -> None:
    plots = """\
several:
  creator: multiverse
  plot_func: multiplot
  select_and_combine: {fields: {seeds: params/seed, all: params}}
  to_plot:
    - {function: plt.plot, args: [!dag_result seeds]}
"""
    (made,) = plan(plots).transformations
    assert made.job.tags == ("seeds",)


def test_creator__is_the_functions_own_or_the_default(plan: MakePlan) -> None:
    more = {
        "draw.py": "from paraverse import is_plot_func\n\n"
        "@is_plot_func(creator='universe', use_dag=True)\ndef mine(*, data, hlpr): pass\n"
    }
    plots = """
own: {module_file: draw.py, plot_func: mine, universes: all, select: {data: params}}
default: {plot_func: facet_grid, select_and_combine: {fields: {data: params/seed}}}
"""
    config = f"{EXISTING}plot_defaults: {{default_creator: multiverse}}\n"
    made = plan(plots, config, more=more)
    assert [plot.name for plot in made.universe_plots] == ["own"]
    assert [plot.name for plot in made.multiverse_plots] == ["default"]


def test_plot_defaults__of_all_plots_of_a_creator_and_of_one_plot(plan: MakePlan) -> None:
    config = f"""{EXISTING}
plot_defaults:
  style: {{font.size: 7, figure.dpi: 50}}
  raise_exc: false
  base_module_file_dir: folder
  creator_init_kwargs:
    multiverse: {{default_ext: svg, style: {{font.size: 8}}}}
"""
    plots = """
a: {creator: universe, universes: first, plot_func: facet_grid, select: {data: params}}
b: {creator: multiverse, plot_func: mine, module_file: draw.py, select_and_combine: &fields
  {fields: {data: params/seed}}, creator_init_kwargs: {style: {figure.dpi: 60}}}
c: {creator: multiverse, plot_func: facet_grid, raise_exc: true, select_and_combine: *fields}
"""
    function = (
        "from paraverse import plot_function\n\n@plot_function\ndef mine(*, data, hlpr): pass\n"
    )
    made = plan(plots, config, more={"folder/draw.py": function})
    drawings = [made.universe_plots[0].settings.drawing]
    drawings += [plot.drawing for plot in made.multiverse_plots]
    assert [(d.default_style["font.size"], d.default_style["figure.dpi"]) for d in drawings] == [
        (7, 50), (8, 60), (8, 50)
    ]  # fmt: skip
    assert [d.raise_exc for d in drawings] == [False, False, True]
    assert made.targets == [
        "results/figures/b.svg", "results/figures/c.svg", "results/drawn/universes/a/sim_5.json"
    ]  # fmt: skip
    assert made.universe_plots[0].figures("sim_5") == ("results/figures/a/sim_5.pdf",)


def test_figures__of_several_are_folders_and_frames_are_beside(plan: MakePlan) -> None:
    plots = """
files: {based_on: .p, files: seed, file_ext: [pdf, .png]}
auto: {based_on: .p, auto_encoding: {line: [x, [files, 2]]}, kind: line}
frames: {based_on: .p, frames: seed, file_ext: png}
movie: {based_on: .p, frames: seed, file_ext: gif}
.p: {creator: multiverse, plot_func: facet_grid, select_and_combine: {fields: {data: params/seed}}}
"""
    made = {plot.name: plot for plot in plan(plots).multiverse_plots}
    assert {name: plot.figures for name, plot in made.items()} == {
        "files": ("results/figures/files",),
        "auto": ("results/figures/auto",),
        "frames": ("results/figures/frames.png",),
        "movie": ("results/figures/movie.gif",),
    }
    assert made["files"].drawing.formats == ("pdf", "png")
    assert [name for name, plot in made.items() if plot.frames] == ["frames"]
    assert made["frames"].frames == ("results/figures/frames.png.frames",)


def test_expected_multiverse_ndim__skips_plots_of_any_creator(plan: MakePlan) -> None:
    plots = """
few: {creator: multiverse, plot_func: facet_grid, expected_multiverse_ndim: 1}
many: {creator: universe, plot_func: facet_grid, expected_multiverse_ndim: [3, 4]}
right: {creator: universe, plot_func: facet_grid, universes: all, select: {data: params},
  expected_multiverse_ndim: [1, 2]}
"""
    made = plan(plots)
    assert set(made.skipped) == {"few", "many"} == set(made.skipped_rules)
    assert made.skipped["many"] == (
        "the parameter space has 2 dimensions, expected_multiverse_ndim is 3 or 4"
    )
    assert [plot.name for plot in made.universe_plots] == ["right"]
