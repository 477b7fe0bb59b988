"""Small projects whose configuration, code and data change all the time, for tests of freshness."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

import h5py

from support.without_provenance import without_provenance

LENGTH = 5
"""Number of values of the dataset `y` of each universe."""

LOAD = {
    "params": {
        "loader": "yaml",
        "glob_str": "*/params.yml",
        "required": True,
        "path_regex": "([^/]+)/params.yml",
        "target_path": "sims/{match:}/params",
    },
    "data": {
        "loader": "hdf5",
        "glob_str": "*/data.h5",
        "required": True,
        "path_regex": r"([^/]+)/\w+\.h5",
        "target_path": "sims/{match:}/data",
    },
}
SPACE_FILE = {
    "pspace": {
        "loader": "yaml_to_object",
        "glob_str": "pspace.yml",
        "required": True,
        "load_as_attr": True,
        "target_path": "sims",
    },
}
NOTES = {"notes": {"loader": "hdf5", "glob_str": "notes.h5", "target_path": "notes"}}

PLOTS = {
    "mean": """
  select_and_combine:
    fields:
      y: {{path: data/y, transform: [{{prepared: !dag_prev }}]}}
  transform:
    - {{scaled: [!dag_tag y, {factor}], tag: data}}
  helpers: {{set_title: {{title: "{title}"}}}}
""",
    "sum": """
  select_and_combine:
    fields:
      y: {{path: data/y, transform: [{{prepared: !dag_prev }}]}}
  transform:
    - {{add: [!dag_tag y, {factor}], tag: data}}
""",
    "table": """
  select_and_combine: {{fields: {{y: data/y}}}}
  transform:
    - {{tabled: !dag_tag y, tag: data}}
""",
    "first": """
  select_and_combine: {{fields: {{y: data/y}}, subspace: {{a: [{first}]}}}}
  transform:
    - {{mul: [!dag_tag y, 2], tag: data}}
""",
    "notes": """
  select: {{notes: notes/values}}
  transform:
    - {{scaled: [!dag_tag notes, {factor}], tag: data}}
""",
}
"""The plots of all universes. They share the node that combines what `prepared` returns."""

SINGLE = """\
single:
  creator: universe
  universes: all
  module: .generic
  plot_func: facet_grid
  file_ext: {ext}
  style: {{figure.dpi: 30, savefig.dpi: 30}}
  select: {{y: data/y}}
  transform:
    - {{shifted: !dag_tag y, tag: data}}
  kind: line
  x: dim_0
"""

OPERATIONS = """\
import xarray as xr
from powers import power

from paraverse import operation


@operation
def prepared(data):
    {fails_prepared}
    return xr.DataArray(data) + {prepared}


@operation
def scaled(data, factor):
    {fails_scaled}
    return power(data * factor) + {scaled}


@operation(depends_on=["config/table.csv"])
def tabled(data):
    return data * float(open("config/table.csv").read())


@operation
def shifted(data):
    {fails_shifted}
    return xr.DataArray(data) + {shifted}
"""

HELPERS = "def power(x):\n    return x * {power}\n"

MODEL = """\
import sys
from pathlib import Path

import h5py
import yaml
from forces import force

parameters = yaml.safe_load(Path(sys.argv[1]).read_text())
folder = Path(sys.argv[2])
if parameters["a"] in {fails_model}:
    raise ValueError("this point fails")
with h5py.File(folder / "data.h5", "w") as file:
    file["y"] = [parameters["a"] * {model} + force(t) + parameters["b"] for t in range(5)]
with h5py.File(folder / "other.h5", "w") as file:
    file["y"] = [parameters["a"] * 7.0 - t for t in range(5)]
(folder / "extra.txt").write_text("extra")
"""

FORCES = "def force(t):\n    return t * {force}\n"


@dataclass
class Settings:
    """All that the files in `config` are written from.

    Attributes
    ----------
    simulated
        Whether the universes are simulated, not read from existing folders.
    plots
        The names of the plots.
    values
        The values of the swept parameter `a`.
    numbers
        The numbers in operations, modules, the model and the table, by name.
    failing
        The operations that raise an error.
    failing_points
        The values of `a` for which the model raises an error.
    """

    simulated: bool
    plots: list[str] = field(default_factory=lambda: ["mean", "sum", "single", "table"])
    values: list[int] = field(default_factory=lambda: [1, 2, 3])
    title: str = "Title 0"
    factor: int = 1
    ext: str = "png"
    batch_size: int = 2
    simulation_batch_size: int = 2
    fields: str | None = None
    outputs: list[str] = field(default_factory=lambda: ["data.h5", "other.h5", "params.yml"])
    shared: int = 0
    data: str = "data.h5"
    numbers: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(
            ("prepared", "scaled", "shifted", "power", "model", "force", "table"), 1
        )
    )
    failing: set[str] = field(default_factory=set)
    failing_points: set[int] = field(default_factory=set)

    def files(self) -> dict[str, str]:
        """Return the text of each file in `config`, by name."""
        data = LOAD["data"] | {"glob_str": f"*/{self.data}"}
        load = LOAD | {"data": data} | ({} if self.simulated else SPACE_FILE | NOTES)
        config = {
            "data_dir": "data",
            "load": load,
            "operations": "config/operations.py",
            "convert": {"batch_size": self.batch_size}
            | ({"fields": self.fields} if self.fields else {}),
        }
        files = {"plots.yaml": self._plots(), "operations.py": self._operations()}
        files["powers.py"] = HELPERS.format(**self.numbers)
        files["table.csv"] = f"{self.numbers['table']}\n"
        if self.simulated:
            config["simulate"] = {
                "parameter_space": "config/space.yaml",
                "script": "config/model.py",
                "outputs": self.outputs,
                "batch_size": self.simulation_batch_size,
            }
            failing = sorted(self.failing_points) or "()"
            files["model.py"] = MODEL.format(fails_model=failing, **self.numbers)
            files["forces.py"] = FORCES.format(**self.numbers)
            files["space.yaml"] = space(self.values) + f"b: {self.shared}\n"
        files["config.yaml"] = json.dumps(config, indent=1)
        return files

    def _plots(self) -> str:
        text = "{}\n" if not self.plots else ""
        values = {"factor": self.factor, "title": self.title, "first": min(self.values or [1])}
        for name in self.plots:
            if name == "single":
                text += SINGLE.format(ext=self.ext)
                continue
            text += (
                f"{name}:\n  creator: multiverse\n"
                if name != "notes"
                else (f"{name}:\n  creator: pyplot\n")
            )
            hue = "" if name == "notes" else "  hue: a\n"
            text += "  module: .generic\n  plot_func: facet_grid\n  kind: line\n  x: dim_0\n" + hue
            text += f"  file_ext: {self.ext}\n  style: {{figure.dpi: 30, savefig.dpi: 30}}"
            text += PLOTS[name].format(**values)
        return text

    def _operations(self) -> str:
        fails = {
            f"fails_{name}": "raise ValueError('this fails')" if name in self.failing else "pass"
            for name in ("prepared", "scaled", "shifted")
        }
        return OPERATIONS.format(**self.numbers, **fails)


def space(values: list[int]) -> str:
    """Return a parameter space that sweeps `a`."""
    return f"!pspace\na: !pdim {{default: 0, values: {values}}}\n"


def write_universe(folder: Path, a: int, first: float) -> None:
    """Write an existing universe: its parameter `a`, and `y`, which starts with a value."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "params.yml").write_text(f"a: {a}\n")
    with h5py.File(folder / "data.h5", "w") as file:
        file["y"] = [first + t * a for t in range(LENGTH)]


def write_sweep(folder: Path, values: list[int], offset: float) -> None:
    """Write existing universes, one for each value, beside the parameter space and notes."""
    for number, a in enumerate(values, start=1):
        write_universe(folder / f"uni{number}", a, offset + a)
    (folder / "pspace.yml").write_text(space(values))
    with h5py.File(folder / "notes.h5", "w") as file:
        file["values"] = [offset, 1.0, 2.0]


@dataclass
class ChangingProject:
    """A project in a folder, with the settings that its files were written from."""

    path: Path
    settings: Settings

    @classmethod
    def create(cls, path: Path, *, simulated: bool) -> ChangingProject:
        """Write a project; existing universes are in `sweeps`, to which `data` is a link."""
        project = cls(path=path, settings=Settings(simulated=simulated))
        (path / "config").mkdir(parents=True)
        if not simulated:
            write_sweep(path / "sweeps" / "a", [1, 2, 3], 10.0)
            write_sweep(path / "sweeps" / "b", [1, 2, 3], 20.0)
            (path / "data").symlink_to("sweeps/a")
            project.settings.plots.append("notes")
        project.write()
        return project

    def write(self, age: float = 0.0) -> None:
        """Write the files in `config` that differ.

        Parameters
        ----------
        age
            How many seconds ago the files seem to have been written.
        """
        for name, text in self.settings.files().items():
            path = self.path / "config" / name
            if not path.exists() or path.read_text() != text:
                path.write_text(text)
                if age:
                    set_age(path, age)

    def snapshot(self) -> tuple[Settings, Path]:
        """Return the settings, and a copy of the existing data with its times."""
        copy = self.path.with_name("snapshot")
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir()
        if not self.settings.simulated:
            shutil.copytree(self.path / "sweeps", copy / "sweeps")
            (copy / "data").symlink_to(self._link())
        return deepcopy(self.settings), copy

    def restore(self, before: tuple[Settings, Path]) -> None:
        """Undo all changes since a snapshot."""
        self.settings, copy = before
        self.write()
        if not self.settings.simulated:
            shutil.rmtree(self.path / "sweeps")
            shutil.copytree(copy / "sweeps", self.path / "sweeps")
            (self.path / "data").unlink()
            (self.path / "data").symlink_to(os.readlink(copy / "data"))

    def sources(self) -> list[Path]:
        """Return the paths of all files that results depend on, relative to the project."""
        folders = ["config"] if self.settings.simulated else ["config", "sweeps"]
        return sorted(
            path.relative_to(self.path)
            for folder in folders
            for path in (self.path / folder).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        )

    def digest(self) -> str:
        """Return a digest of all that results depend on."""
        content = hashlib.sha256(b"" if self.settings.simulated else self._link().encode())
        for path in self.sources():
            content.update(f"\n{path} ".encode())
            content.update(hashlib.sha256((self.path / path).read_bytes()).digest())
        return content.hexdigest()[:24]

    def copy_sources(self, folder: Path) -> None:
        """Copy all that results depend on to another folder."""
        for path in self.sources():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self.path / path, folder / path)
        if not self.settings.simulated:
            (folder / "data").symlink_to(self._link())

    def _link(self) -> str:
        return os.readlink(self.path / "data")

    def files_in(self, *folders: str) -> list[Path]:
        """Return all files below folders of the project, sorted."""
        return sorted(
            path
            for folder in folders
            for path in (self.path / folder).rglob("*")
            if path.is_file() and not path.is_symlink()
        )

    def pick(self, choice: random.Random, *folders: str) -> Path | None:
        """Return one file below folders of the project, or None if there is none."""
        files = self.files_in(*folders)
        return choice.choice(files) if files else None


def set_age(path: Path, age: float) -> None:
    """Set the time stamp of a file to some seconds ago; negative ages are in the future."""
    times = path.stat().st_mtime_ns - int(age * 1e9)
    os.utime(path, ns=(times, times))


def result_digests(folder: Path) -> dict[str, str]:
    """Return a digest of each file in the results of a project, without provenance, by its path."""
    results = folder / "results"
    return {
        str(path.relative_to(folder)): hashlib.sha256(without_provenance(path)).hexdigest()
        for path in sorted(results.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }
