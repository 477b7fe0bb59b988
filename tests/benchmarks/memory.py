"""Average a field over seeds under a limit of memory that is smaller than the field.

    python tests/benchmarks/memory.py
    python tests/benchmarks/memory.py --universes 300 --limit 650 --dantro theirs/bin/python

By default 3000 universes of 10^5 values, 2.4 GB, under 1 GB. They are written as HDF5, a folder
each; then paraverse runs as anyone would run it, and dantro loads and plots them. (dantro's loader
`hdf5_as_dask` is no way out: with dantro 0.21.2 its arrays fail to be read, as the files are closed
by then.) No process may allocate more than the limit (RLIMIT_DATA: what it has for itself, apart
from files such as libraries); the largest process' peak is shown, with libraries. The means are
compared with the true ones.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import h5py
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.measure import Command, CommandError, run
from benchmarks.projects import snakemake
from support.paths import ROOT
from support.sweeps import GUIDE_LOAD

PLOTS = """\
mean:
  creator: multiverse
  plot_func: facet_grid
  module: .generic
  kind: line
  x: dim_0
  file_ext: png
  select_and_combine:
    fields: {walk: data/walk}
  transform:
    - .mean: [!dag_tag walk, seed]
    - keep: !dag_prev
      tag: data
"""
KEEP = """\
from paraverse import operation

@operation
def keep(data):
    return data
"""
DANTRO = """
import sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from dantro.data_ops import is_operation
from support import with_dantro

@is_operation
def keep(data):
    data.to_netcdf({mean!r})
    return data

with_dantro.plot(with_dantro.load(Path({sweep!r}), Path({out!r})), Path({plots!r}))
"""


def write_sweep(folder: Path, universes: int, values: int) -> np.ndarray:
    """Write universes, and return the mean of their values."""
    total = np.zeros(values)
    generator = np.random.default_rng(1)
    for seed in range(universes):
        universe = folder / f"sim_{seed + 1:0{len(str(universes))}d}"
        universe.mkdir(parents=True)
        (universe / "params.yml").write_text(f"seed: {seed}\n")
        (universe / "sim.log").write_text("done\n")
        walk = generator.random(values)
        total += walk
        with h5py.File(universe / "data.h5", "w") as file:
            file["walk"] = walk
    space = f"!pspace\nseed: !pdim {{default: 0, range: [{universes}]}}\n"
    (folder / "pspace.yml").write_text(space)
    return total / universes


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--universes", type=int, default=3000)
    parser.add_argument("--values", type=int, default=100_000)
    parser.add_argument("--limit", type=int, default=1000, help="in MB")
    parser.add_argument("--dantro", default=sys.executable, help="interpreter with dantro")
    parser.add_argument("--no-dantro", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        sweep, project = work / "sweep", work / "project"
        expected = write_sweep(sweep, options.universes, options.values)
        (project / "config").mkdir(parents=True)
        lines = "".join(f"  {line}\n" for line in GUIDE_LOAD.strip().splitlines())
        (project / "config" / "config.yaml").write_text(
            f"data_dir: {sweep}\noperations: config/operations.py\n"
            f"max_mem_mb: {options.limit}\nload:\n{lines}"
        )
        (project / "config" / "operations.py").write_text(KEEP)
        plots = project / "config" / "plots.yaml"
        plots.write_text(PLOTS)
        results = project / "results" / "data" / "mean.nc"
        cases: dict[str, tuple[Command, Path, str | None]] = {}
        cases["paraverse"] = (snakemake(ROOT / "Snakefile", 2), results, "data")
        if not options.no_dantro:
            folders = {"tests": str(ROOT / "tests"), "sweep": str(sweep), "plots": str(plots)}
            mean = work / "dantro.nc"
            code = DANTRO.format(mean=str(mean), out=str(work / "dantro"), **folders)
            cases["dantro"] = ([options.dantro, "-P", "-c", code], mean, None)
        size = options.universes * options.values * 8 / 1e6
        print(f"{options.universes} universes, {size:.0f} MB; limit {options.limit} MB", flush=True)
        for name, (command, mean, group) in cases.items():
            try:
                usage = run(command, project, options.limit)
            except CommandError as error:
                print(f"{name:<16} failed: {str(error).splitlines()[-1][:80]}", flush=True)
                continue
            times = f"{usage.wall:7.1f} s, CPU {usage.cpu:.1f} s"
            peaks = f"{usage.largest:.0f} MB in the largest process, {usage.memory:.0f} MB in all"
            wrong_by = largest_error(mean, group, expected)
            print(f"{name:<16} {times}, {peaks}; largest error {wrong_by:.1e}", flush=True)


def largest_error(path: Path, group: str | None, expected: np.ndarray) -> float:
    """Return how far the mean in a file is from the expected one."""
    with h5py.File(path) as file:
        folder = file[group] if group else file
        values = next(folder[n][()] for n in folder if n != "dim_0" and folder[n].shape)
    return float(np.abs(values - expected).max())


if __name__ == "__main__":
    main()
