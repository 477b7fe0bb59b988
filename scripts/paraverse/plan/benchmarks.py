"""The files with the time and memory of each job, as the rules name them."""

from __future__ import annotations

from collections.abc import Iterator

from paraverse.base.job_usage import BENCHMARKS
from paraverse.plan.plan import Plan


def benchmark_files(plan: Plan) -> dict[str, list[str]]:
    """Return the benchmark files of all jobs.

    Parameters
    ----------
    plan
        The plan of the project.

    Returns
    -------
    dict of str to list of str
        The paths by step and, for transformations and figures, by the name of the plot or node.
        Jobs come before those that need them.
    """
    return {name: [f"{BENCHMARKS}/{path}.tsv" for path in paths] for name, paths in _steps(plan)}


def _steps(plan: Plan) -> Iterator[tuple[str, list[str]]]:
    if plan.simulation is not None:
        yield "simulate", [f"simulate/{name}" for name in plan.universes]
    yield "convert", [f"convert/{batch.name}" for batch in plan.batches]
    if plan.conversion.sweep.files:
        yield "convert the whole sweep", ["convert_sweep"]
    yield "write the table of universes", ["parameter_table"]
    for node in plan.node_jobs:
        yield f"compute {node.name}", [f"nodes/{node.name}"]
    for job in plan.plot_transformations:
        yield f"transform {job.name}", [f"transform/{job.name}"]
    for plot in plan.multiverse_plots:
        yield f"draw {plot.name}", [f"plot/{plot.name}"]
    for each in plan.universe_plots:
        yield f"draw {each.name}", [f"plot/{each.name}/{batch}" for batch in each.universes]
