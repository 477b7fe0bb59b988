"""Names of plots and paths of figures in the place of records."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from paraverse.base.output_record import OutputRecord
from paraverse.sweep.folders import mark_as_simulated
from paraverse.workflow.project_in_workflow import ProjectInWorkflow
from paraverse.workflow.targets import UniversePlotTargets, replace_targets
from support.plans import EXISTING, SIMULATED, MakePlan

PLOTS = """\
walks/each:
  creator: universe
  universes: all
  plot_func: facet_grid
  file_ext: [pdf, png]
  select: {data: params/seed}
all_seeds:
  creator: multiverse
  plot_func: facet_grid
  kind: line
  select_and_combine: {fields: {data: params/seed}}
"""
RECORDS = {
    "results/drawn/universes/walks/each/sim_5.json",
    "results/drawn/universes/walks/each/sim_7.json",
    "results/drawn/universes/walks/each/sim_11.json",
}
MAIN = ProjectInWorkflow()
MODULE = ProjectInWorkflow(folder=Path("sub"), module="p", rename=lambda rule: f"p_{rule}")


@dataclass(frozen=True)
class Settings:
    """The part of `snakemake.settings.types.DAGSettings` that names targets."""

    targets: Any = frozenset()
    forcerun: Any = frozenset()
    until: Any = frozenset()
    omit_from: Any = frozenset()


@dataclass
class Workflow:
    """The part of Snakemake's workflow that has to do with targets."""

    dag_settings: Settings
    rules: list[Any] = field(
        default_factory=lambda: [SimpleNamespace(is_producer=lambda file: file != "all_sedes")]
    )

    def is_rule(self, name: str) -> bool:
        return name in ("all", "walks__each", "p_walks__each", "all_seeds")


def prepared(plan: MakePlan, settings: Settings, place: ProjectInWorkflow = MAIN) -> Settings:
    """Return the settings that Snakemake sees when it builds its graph."""
    workflow = Workflow(settings)
    project = plan(PLOTS, f"{EXISTING}convert: {{batch_size: 3}}\n")
    replace_targets(workflow, UniversePlotTargets(project, place))
    return workflow.dag_settings


@pytest.mark.parametrize("key", ["targets", "forcerun", "until"])
def test_replace_targets__name_of_a_universe_plot_is_its_records(plan: MakePlan, key: str) -> None:
    seen = prepared(plan, Settings(**{key: {"walks__each", "all_seeds", "unknown"}}))
    assert set(getattr(seen, key)) == {*RECORDS, "all_seeds", "unknown"}


@pytest.mark.parametrize("key", ["targets", "forcerun", "until", "omit_from"])
@pytest.mark.parametrize("figure", ["sim_10.png", "./sim_9.pdf", "x/../sim_7.pdf"])
def test_replace_targets__figure_is_the_record_of_its_batch(
    plan: MakePlan, key: str, figure: str
) -> None:
    seen = prepared(plan, Settings(**{key: {f"results/figures/walks/each/{figure}"}}))
    assert set(getattr(seen, key)) == {"results/drawn/universes/walks/each/sim_7.json"}


def test_replace_targets__omit_from_takes_the_rule(plan: MakePlan) -> None:
    assert set(prepared(plan, Settings(omit_from={"walks__each"})).omit_from) == {"walks__each"}


@pytest.mark.parametrize(
    "target",
    ["results/figures/walks/each/sim_1.pdf", "results/figures/walks/each/sim_5.svg", "notes.txt"],
)
def test_replace_targets__leaves_other_files_alone(plan: MakePlan, target: str) -> None:
    assert set(prepared(plan, Settings(targets={target})).targets) == {target}


def test_replace_targets__name_with_a_slash_is_the_rule(plan: MakePlan) -> None:
    assert set(prepared(plan, Settings(targets={"walks/each"})).targets) == RECORDS


def test_replace_targets__unknown_name_suggests_a_plot(
    plan: MakePlan, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(SystemExit):
        prepared(plan, Settings(targets={"all_sedes"}))
    assert "no plot or result 'all_sedes'. Did you mean 'all_seeds'?" in caplog.text


def test_replace_targets__nothing_named_stays_nothing(plan: MakePlan) -> None:
    assert not prepared(plan, Settings()).targets


def test_replace_targets__in_a_module_with_a_prefix(plan: MakePlan) -> None:
    records = {f"sub/{record}" for record in RECORDS}
    for target in ("p_walks__each", "p_walks/each"):
        assert set(prepared(plan, Settings(targets={target}), MODULE).targets) == records
    figure = "sub/results/figures/walks/each/sim_5.pdf"
    seen = prepared(plan, Settings(targets={figure, "walks__each", "of_others.txt"}), MODULE)
    first = "sub/results/drawn/universes/walks/each/sim_5.json"
    assert set(seen.targets) == {first, "walks__each", "of_others.txt"}


SIMULATED_TARGETS = {
    "simulate": {
        *(f"data/seed~{seed}_size~{size}/data.h5" for seed in range(3) for size in (0.1, 0.3)),
        "data/pspace.yml",
    },
    "convert": {"results/universes/seed~0_size~0.1.nc"},
    "data/seed~1_size~0.3": {"data/seed~1_size~0.3/data.h5"},
    "./data/seed~1_size~0.3/": {"data/seed~1_size~0.3/data.h5"},
    "data/seed~7_size~0.3": {"data/seed~7_size~0.3"},
    "failed": {"data/seed~2_size~0.1/data.h5"},
}


@pytest.mark.parametrize("target", SIMULATED_TARGETS)
def test_replace_targets__steps_and_universes(plan: MakePlan, target: str) -> None:
    folder = Path("data/seed~2_size~0.1")
    planned = plan("", SIMULATED)
    mark_as_simulated(folder, replace(OutputRecord.of([], []), failure="no energy"))
    workflow = Workflow(Settings(targets={target}))
    replace_targets(workflow, UniversePlotTargets(planned, MAIN))
    assert set(workflow.dag_settings.targets) == SIMULATED_TARGETS[target]


def test_replace_targets__forced_steps_are_rules(plan: MakePlan) -> None:
    workflow = Workflow(Settings(forcerun={"simulate", "data/seed~1_size~0.3"}))
    planned = plan("", SIMULATED)
    replace_targets(workflow, UniversePlotTargets(planned, MAIN))
    forced = set(workflow.dag_settings.forcerun)
    assert forced == {"simulate", "data/seed~1_size~0.3/data.h5"}
