"""Programs that only load a sweep: dantro's data manager, and bare h5py."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from benchmarks.measure import Turn
from benchmarks.projects import Dantro
from support.paths import ROOT

DANTRO = """
import sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from support.with_dantro import load
load(Path({sweep!r}), Path({out!r}))
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
"""Reads the values of all datasets: no attributes, no parameters, no logs."""


def dantro_loading(dantro: Dantro, sweep: Path, work: Path) -> Turn:
    """Return how dantro loads a sweep."""
    out = work / "dantro"
    code = DANTRO.format(tests=str(ROOT / "tests"), sweep=str(sweep), out=str(out))
    return Turn(
        program=dantro.name,
        command=[dantro.python, "-P", "-c", code],
        cwd=work,
        before=lambda: shutil.rmtree(out, ignore_errors=True),
    )


def bare_loop(sweep: Path, work: Path) -> Turn:
    """Return a loop of low-level h5py over all datasets of a sweep."""
    code = BARE.format(sweep=str(sweep))
    return Turn(program="bare h5py", command=[sys.executable, "-P", "-c", code], cwd=work)
