"""Time paraverse side by side with dantro, on the same universes and the same plots.

    python tests/benchmarks/compare.py --universes 30
    python tests/benchmarks/compare.py --universes 3000 --plots multiverse --repeat 3

The plots are those of dantro's integration guide. The two programs run in turn, as whole processes
with all start-up; the table shows medians and the ratio dantro / paraverse. dantro keeps nothing
between runs: whatever changes, all of it runs again, and that is what a change is compared with.

paraverse runs with this interpreter, dantro with that of `--dantro`. Let the two be different
environments: dantro needs packages (dask, scipy) that xarray imports when they are installed, which
makes every process that uses xarray start more slowly.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.measure import (
    Case,
    Command,
    compare,
    dantro,
    forget,
    print_heading,
    project,
    snakemake,
)
from support.sweeps import guide_plots, numbered_sweep

OPERATION = """
from paraverse import operation

@operation
def average(data, dim):
    return data.mean(dim) + 0
"""
"""In our project in place of `.mean`, so that its body can be changed."""


def change_title(folder: Path, number: int) -> None:
    """Give a plot another title."""
    path = folder / "config" / "plots.yaml"
    lines = path.read_text().splitlines()
    index = next(i for i, line in enumerate(lines) if "title: " in line)
    lines[index] = f"      title: Title {number}"
    path.write_text("\n".join(lines) + "\n")


def change_operation(folder: Path, number: int) -> None:
    """Change the body of an operation."""
    text = OPERATION.replace("+ 0", f"+ {number + 1}")
    (folder / "config" / "operations.py").write_text(text)


def change_universe(sweep: Path, number: int) -> None:
    """Change a number in the data of one universe."""
    import h5py

    with h5py.File(sorted(sweep.glob("sim_*"))[0] / "data.h5", "a") as file:
        file["random_walk"][1] = number / 1000


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--universes", type=int, default=30, help="rounded to a multiple of 3")
    parser.add_argument("--plots", choices=("all", "multiverse"), default="all")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--dantro", default=sys.executable, help="interpreter with dantro")
    parser.add_argument("--no-dantro", action="store_true")
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        sweep = numbered_sweep(work / "sweep", seeds=max(1, options.universes // 3))
        text = guide_plots()
        if options.plots == "multiverse":
            text = text.replace("random_walk:\n  # Choose", "_random_walk:\n  # Choose", 1)
        (work / "plots.yaml").write_text(text)
        own = text.replace(".mean: [", "average: [")
        folder = project(work / "project", sweep, own, operations=OPERATION)
        only = [] if options.plots == "all" else ["mean_random_walk", "abm_mean_energy"]
        rival = dantro(options.dantro, sweep, work / "plots.yaml", work / "dantro", *only)
        ours = snakemake(folder, cores=options.cores)
        bare = work / "bare"
        bare.mkdir()
        (bare / "Snakefile").write_text('rule all:\n    shell: "true"\n')

        def measure(name: str, command: Command, before: Callable[[int], None]) -> None:
            theirs = None if options.no_dantro else rival
            compare(name, Case(command, before), theirs, work, options.repeat)

        def alone(name: str, command: Command) -> None:
            compare(name, Case(command), None, work, options.repeat)

        count = len(list(sweep.glob("sim_*")))
        plots = f"plots: {options.plots}"
        print_heading(f"{count} universes, {plots}, medians of {options.repeat} runs")
        reads_it = snakemake(bare, "--list-rules", snakefile=bare / "Snakefile")
        alone("bare Snakemake: read a Snakefile", reads_it)
        alone("read the Snakefile", snakemake(folder, "--list-rules"))
        measure("everything, cold", ours, lambda _: forget(folder))
        alone("nothing changed", ours)
        measure("a changed title", ours, lambda number: change_title(folder, number))
        measure("a changed operation", ours, lambda number: change_operation(folder, number))
        measure("one changed universe", ours, lambda number: change_universe(sweep, number))


if __name__ == "__main__":
    main()
