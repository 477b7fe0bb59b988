"""Time drawing side by side with dantro: many small figures, a large one, an animation.

    python tests/benchmarks/figures.py --dantro theirs/bin/python

Each case is a whole run, from loading to the figures, with all start-up; the two programs run in
turn, and the table shows medians and the ratio dantro / paraverse.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.measure import Case, compare, dantro, forget, print_heading, project, snakemake
from support.sweeps import guide_plots, numbered_sweep

PLOTS = """
grid:
  creator: multiverse
  module: .generic
  plot_func: facet_grid
  select_and_combine:
    fields:
      walk: data/random_walk
  transform:
    - .isel: !dag_tag walk
      kwargs: {seed: !slice [25]}
      tag: data
  kind: line
  x: dim_0
  hue: max_step_size
  col: seed
  col_wrap: 5

animation:
  creator: multiverse
  module: .generic
  plot_func: facet_grid
  select_and_combine:
    fields:
      walk: data/random_walk
  transform:
    - .isel: !dag_tag walk
      kwargs: {dim_0: !slice [200]}
      tag: data
  kind: line
  x: seed
  hue: max_step_size
  frames: dim_0
  animation:
    enabled: true
    writer: frames
    writer_kwargs:
      frames: {saving: {dpi: 96}}
"""


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--universes", type=int, default=300, help="at least 75")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--dantro", default=sys.executable, help="interpreter with dantro")
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        sweep = numbered_sweep(work / "sweep", seeds=options.universes // 3)
        folder = project(work / "project", sweep, guide_plots() + PLOTS)
        plots = folder / "config" / "plots.yaml"
        count = len(list(sweep.glob("sim_*")))
        print_heading(f"{count} universes, medians of {options.repeat} runs")
        for name, plot in {
            f"{count} figures of universes": "random_walk",
            "a grid of 5 x 5 facets": "grid",
            "an animation of 200 frames": "animation",
        }.items():
            command = snakemake(folder, plot, cores=options.cores)
            theirs = dantro(options.dantro, sweep, plots, work / "dantro", plot)
            compare(name, Case(command, lambda _: forget(folder)), theirs, work, options.repeat)


if __name__ == "__main__":
    main()
