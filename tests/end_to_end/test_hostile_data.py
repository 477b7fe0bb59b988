"""Universes whose files would run code, block or show other files do not stop a run."""

from __future__ import annotations

import os
import re
from pathlib import Path

import h5py
import numpy as np
import pytest

from support.projects import Project
from support.small_sweeps import LOAD

COMMAND = "__import__('pathlib').Path('ran').touch()"

PLOTS = """\
line:
  creator: multiverse
  plot_func: facet_grid
  file_ext: png
  select_and_combine: {fields: {y: data/y}}
  transform:
    - pass: !dag_tag y
      tag: data
  kind: line
  x: a

rate:
  creator: universe
  universes: all
  raise_exc: false
  plot_func: facet_grid
  file_ext: png
  select: {y: data/y, params: params}
  transform:
    - getitem: [!dag_tag params, rate]
      tag: rate
    - expression: y*rate
      tag: data
  kind: line
"""


@pytest.fixture
def hostile(tmp_path: Path) -> Project:
    """Make a project with three intact universes, two of which have odd texts, and others."""
    (tmp_path / "secret.h5").write_bytes(b"secret")
    data = tmp_path / "data"
    for number in range(8):
        folder = data / (f"u{number}" if number else "u0\x1b[31m")
        folder.mkdir(parents=True)
        rate = "2.0" if number else repr(COMMAND)
        (folder / "params.yml").write_text(f"a: {number}\nrate: {rate}\nname: '$x_$'\n")
        with h5py.File(folder / "data.h5", "w") as file:
            file["y"] = np.arange(3.0)
            file["y"].attrs["long_name"] = "$x_$ \x1b[31m"
    (data / "pspace.yml").write_text("!pspace\na: !pdim {default: 0, range: [8]}\n")
    for number in (3, 4, 5, 6):
        (data / f"u{number}" / "data.h5").unlink()
    os.mkfifo(data / "u3" / "data.h5")
    (data / "u4" / "data.h5").symlink_to("../../secret.h5")
    (data / "u5" / "data.h5").symlink_to("/dev/zero")
    with h5py.File(data / "u6" / "data.h5", "w") as file:
        for index in range(300):
            file.create_dataset(f"x{index}", (2**27,), "f8", chunks=(1000,))
    (data / "u7" / "params.yml").write_text("a: !pdim {default: 7, range: [1000000000000]}\n")
    config = tmp_path / "config"
    config.mkdir()
    (config / "config.yaml").write_text(f"data_dir: data\n{LOAD}    on_error: skip\n")
    (config / "plots.yaml").write_text(PLOTS)
    return Project(tmp_path)


def test_hostile_universes__are_named_and_the_others_drawn(hostile: Project) -> None:
    run = hostile.snakemake()
    assert not (hostile.path / "ran").exists()
    assert "\x1b" not in run.output
    for name, reason in {
        "u3": "data/u3/data.h5 is a FIFO, not a regular file",
        "u4": f"data/u4/data.h5 leads to {hostile.path}/secret.h5, outside of data",
        "u5": "data/u5/data.h5 leads to /dev/zero, outside of data",
        "u7": r"data/u7/params.yml: not valid YAML: .*has more than 1000000 values.* in line 1",
    }.items():
        assert re.search(rf"^  {name}: .*{reason}$", run.output, re.MULTILINE), name
    assert "rate is the text " in run.output
    assert "4 of 8 universes are complete" in run.output
    figures = hostile.path / "results" / "figures"
    drawn = [path for path in (figures / "rate").iterdir() if path.stem in ("u1", "u2")]
    assert all(path.stat().st_size > 5000 for path in [figures / "line.png", *drawn])
    assert len(drawn) == 2
    assert "Nothing to be done" in hostile.snakemake().output
