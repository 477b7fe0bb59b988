"""The benchmark files of all jobs are those of the rules."""

from __future__ import annotations

import re

from paraverse.plan.benchmarks import benchmark_files
from support.paths import ROOT
from support.plans import PLOTS_OF_BOTH_CREATORS, SIMULATED, MakePlan


def test_benchmark_files__of_each_step(plan: MakePlan) -> None:
    project = plan(PLOTS_OF_BOTH_CREATORS, SIMULATED)
    batch = project.batches[0].name
    files = benchmark_files(project)
    assert len(files.pop("simulate")) == len(project.universes)
    assert files == {
        "convert": [f"logs/benchmarks/convert/{batch}.tsv"],
        "write the table of universes": ["logs/benchmarks/parameter_table.tsv"],
        "transform mean": ["logs/benchmarks/transform/mean.tsv"],
        "draw mean": ["logs/benchmarks/plot/mean.tsv"],
        "draw walk": [f"logs/benchmarks/plot/walk/{batch}.tsv"],
    }


def test_benchmark_files__are_beside_the_logs_of_the_same_names() -> None:
    for rules in (ROOT / "rules").glob("*.smk"):
        text = rules.read_text()
        benchmarks = re.findall(r'"logs/benchmarks/(.*)\.tsv"', text)
        logs = re.findall(r'"logs/(.*)\.log"', text)
        assert {*benchmarks} <= {*logs, "simulate/{batch.universes[0]}"}
