"""Time paraverse side by side with dantro, on the same universes and the same plots.

    python tests/benchmarks/compare.py --universes 30
    python tests/benchmarks/compare.py --universes 3000 --plots multiverse --repeat 3

Each case is run several times, the two programs in turn, as whole processes with all start-up; the
table shows medians and the ratio dantro / paraverse. dantro keeps nothing between runs: whatever
changes, it runs again as a whole, and that is what a change is compared with.

paraverse runs with this interpreter, dantro with that of `--dantro`. Let the two be different
environments: dantro needs packages (dask, scipy) that xarray imports when they are installed, which
makes every process that uses xarray start more slowly.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from sweeps import GUIDE_LOAD, ROOT, guide_plots, numbered_sweep

Command = list[str]


def run(command: Command, cwd: Path) -> tuple[float, float]:
    """Run a command; return seconds and the largest process' memory in MB."""
    with open(os.devnull, "wb") as nothing:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, stdout=nothing, stderr=nothing)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed ({process.returncode}): {' '.join(command)}")
    return seconds, usage.ru_maxrss / 1024


def project(folder: Path, sweep: Path, plots: str) -> Path:
    """Set up a project for a sweep, with the guide's configuration."""
    (folder / "config").mkdir(parents=True)
    lines = "".join(f"  {line}\n" for line in GUIDE_LOAD.strip().splitlines())
    (folder / "config" / "config.yaml").write_text(f"data_dir: {sweep}\nload:\n{lines}")
    text = guide_plots()
    if plots == "multiverse":
        text = text.replace("random_walk:\n  # Choose", "_random_walk:\n  # Choose", 1)
    (folder / "config" / "plots.yaml").write_text(text)
    return folder


def forget(folder: Path) -> None:
    """Remove all that a run made."""
    for name in ("results", "logs", ".snakemake"):
        shutil.rmtree(folder / name, ignore_errors=True)


def change_title(folder: Path, number: int) -> None:
    """Give a plot another title."""
    path = folder / "config" / "plots.yaml"
    lines = path.read_text().splitlines()
    index = next(i for i, line in enumerate(lines) if "title: " in line)
    lines[index] = f"      title: Title {number}"
    path.write_text("\n".join(lines) + "\n")


def change_universe(sweep: Path, number: int) -> None:
    """Change a number in the data of one universe."""
    import h5py

    with h5py.File(sorted(sweep.glob("sim_*"))[0] / "data.h5", "a") as file:
        file["random_walk"][1] = number / 1000


def report(case: str, ours: list[tuple[float, float]], theirs: list[tuple[float, float]]) -> None:
    """Print a row of the table."""
    seconds = statistics.median(s for s, _ in ours)
    memory = max(m for _, m in ours)
    row = f"{case:<42} {seconds:7.2f} s {memory:5.0f} MB"
    if theirs:
        other = statistics.median(s for s, _ in theirs)
        row += f" {other:9.2f} s {max(m for _, m in theirs):5.0f} MB {other / seconds:7.2f}×"
    print(row, flush=True)


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
        folder = project(work / "project", sweep, options.plots)
        bare = work / "bare"
        bare.mkdir()
        (bare / "Snakefile").write_text('rule all:\n    shell: "true"\n')
        snakemake = [sys.executable, "-m", "snakemake", "--cores", str(options.cores)]
        ours = [*snakemake, "--snakefile", str(ROOT / "Snakefile"), "--directory", str(folder)]
        only = [] if options.plots == "all" else ["mean_random_walk", "abm_mean_energy"]
        driver = str(ROOT / "tests" / "parity" / "with_dantro.py")
        plots = str(folder / "config" / "plots.yaml")
        theirs = [options.dantro, driver, str(sweep), plots, str(work / "dantro"), *only]

        def measure(
            case: str, command: Command, before: Callable[[int], None], rival: Command | None
        ) -> None:
            mine, others = [], []
            for number in range(options.repeat):
                before(number)
                mine.append(run(command, work))
                if rival and not options.no_dantro:
                    shutil.rmtree(work / "dantro", ignore_errors=True)
                    others.append(run(rival, work))
            report(case, mine, others)

        def nothing(_: int) -> None:
            pass

        count = len(list(sweep.glob("sim_*")))
        print(f"{count} universes, plots: {options.plots}, medians of {options.repeat} runs")
        print(f"{'':<42} {'paraverse':>18} {'dantro':>20} {'ratio':>8}")
        list_rules = ["--list-rules"]
        measure("bare Snakemake: read a Snakefile", [*snakemake, "--directory", str(bare),
                "--snakefile", str(bare / "Snakefile"), *list_rules], nothing, None)  # fmt: skip
        measure("read the Snakefile", [*ours, *list_rules], nothing, None)
        measure("everything, cold", ours, lambda _: forget(folder), theirs)
        measure("nothing changed", ours, nothing, theirs)
        measure("a changed title", ours, lambda n: change_title(folder, n), theirs)
        measure("one changed universe", ours, lambda n: change_universe(sweep, n), theirs)


if __name__ == "__main__":
    main()
