"""Time loading: our convert job against dantro's loading and a bare loop of low-level h5py.

    python tests/benchmarks/loading.py --universes 3000 --dantro theirs/bin/python

All three read the same universes, one process each, in turn; the table shows medians and ratios.
The bare loop reads nothing but the values of the datasets, no attributes, parameters or logs, and
stores nothing. Memory is that of the largest process.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.measure import Case, in_turn, memory, seconds
from support.sweeps import GUIDE_LOAD, numbered_sweep

BATCH = 128
CONVERT = """
import sys
sys.path.insert(0, {library!r})
from pathlib import Path
from paraverse.pipeline.convert import convert
from paraverse.jobs import ConvertJob, SourceFile, UniverseFiles
from paraverse.base.field_filter import FieldFilter
options = {{"enable_mapping": True, "map_from_attr": "content"}}
folders = sorted(Path({sweep!r}).glob("sim_*"))
universes = [
    UniverseFiles(f.name, f.name, None, (
        SourceFile(f"{{f}}/params.yml", "params", "yaml"),
        SourceFile(f"{{f}}/data.h5", "data", "hdf5", options),
        SourceFile(f"{{f}}/sim.log", "log", "text"),
    ))
    for f in folders
]
for start in range(0, len(universes), {batch}):
    job = ConvertJob(tuple(universes[start : start + {batch}]), (), FieldFilter({fields!r}))
    convert(job, f"{work}/{{start}}.nc")
"""
BARE = """
from pathlib import Path
import h5py
import numpy as np
def read(group):
    for index in range(group.get_num_objs()):
        item = h5py.h5o.open(group, group.get_objname_by_idx(index))
        if isinstance(item, h5py.h5g.GroupID):
            read(item)
        else:
            values = np.empty(item.shape, item.dtype)
            if values.size:
                item.read(h5py.h5s.ALL, h5py.h5s.ALL, values)
for path in sorted(Path({sweep!r}).glob("sim_*/data.h5")):
    file = h5py.h5f.open(str(path).encode(), h5py.h5f.ACC_RDONLY)
    read(h5py.h5g.open(file, b"/"))
"""
DANTRO = """
import dantro, yaml
from dantro.data_loaders import AllAvailableLoadersMixin
from dantro.groups import TimeSeriesGroup
class Manager(AllAvailableLoadersMixin, dantro.DataManager):
    _HDF5_GROUP_MAP = {{"time_series": TimeSeriesGroup}}
load = yaml.safe_load({load!r})
manager = Manager({sweep!r}, out_dir=False, load_cfg=load,
    create_groups=[dict(path="simulations", Cls=dantro.groups.ParamSpaceGroup)])
manager.load_from_cfg()
"""


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--universes", type=int, default=300, help="rounded to a multiple of 3")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--dantro", default=sys.executable, help="interpreter with dantro")
    parser.add_argument("--no-dantro", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        sweep = numbered_sweep(work / "sweep", seeds=max(1, options.universes // 3))
        library = str(Path(__file__).parents[2] / "scripts")
        given = {"library": library, "sweep": str(sweep), "work": str(work), "batch": BATCH}
        used = ("data/random_walk", "data/abm/mean_energy", "params", "log")
        cases = {
            "convert, used fields": (sys.executable, CONVERT.format(fields=used, **given)),
            "convert, all fields": (sys.executable, CONVERT.format(fields=None, **given)),
            "bare loop, all datasets": (sys.executable, BARE.format(**given)),
        }
        if not options.no_dantro:
            cases["dantro's loading"] = (options.dantro, DANTRO.format(load=GUIDE_LOAD, **given))
        commands = {name: Case([python, "-c", code]) for name, (python, code) in cases.items()}
        found = in_turn(commands, work, options.repeat)
        whole = seconds(found["convert, all fields"])
        count = len(list(sweep.glob("sim_*")))
        print(f"{count} universes, medians of {options.repeat} runs, whole processes")
        for name, runs in found.items():
            row = f"{name:<26} {seconds(runs):7.2f} s {memory(runs):6.0f} MB"
            print(f"{row} {seconds(runs) / whole:7.2f}× of all fields")


if __name__ == "__main__":
    main()
