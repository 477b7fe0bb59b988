"""Everything that may happen to a project between two runs, for tests of freshness."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import h5py

from support.changing_project import ChangingProject, set_age, space, write_universe
from support.damage import Damage

Change = Callable[[ChangingProject, random.Random], None]
"""Changes a project; what is random is drawn from the second argument."""

RESULTS = ("results", ".paraverse")

# --- configuration, operations, modules, the model


def change_title(project: ChangingProject, choice: random.Random) -> None:
    project.settings.title = f"Title {choice.randrange(3)}"


def change_factor(project: ChangingProject, choice: random.Random) -> None:
    project.settings.factor = project.settings.factor % 3 + 1


def change_batch_size(project: ChangingProject, choice: random.Random) -> None:
    project.settings.batch_size = 5 - project.settings.batch_size


def change_simulation_batch_size(project: ChangingProject, choice: random.Random) -> None:
    project.settings.simulation_batch_size = choice.randint(1, 3)


def change_fields(project: ChangingProject, choice: random.Random) -> None:
    project.settings.fields = choice.choice([None, "all"])


def change_format(project: ChangingProject, choice: random.Random) -> None:
    project.settings.ext = "pdf" if project.settings.ext == "png" else "png"


def add_or_remove_plot(project: ChangingProject, choice: random.Random) -> None:
    plots = project.settings.plots
    plot = choice.choice(["mean", "sum", "single", "table", "first"])
    if plot in plots:
        plots.remove(plot)
    else:
        plots.append(plot)


def add_or_remove_value(project: ChangingProject, choice: random.Random) -> None:
    if not project.settings.simulated:
        return
    values, value = project.settings.values, choice.randint(1, 5)
    if value not in values:
        values.append(value)
    elif len(values) > 2:
        values.remove(value)


def change_number(project: ChangingProject, choice: random.Random) -> None:
    name = choice.choice(sorted(project.settings.numbers))
    project.settings.numbers[name] = project.settings.numbers[name] % 3 + 1


def change_shared_parameter(project: ChangingProject, choice: random.Random) -> None:
    project.settings.shared = choice.randrange(3)


def change_outputs(project: ChangingProject, choice: random.Random) -> None:
    more = choice.choice([[], ["sim.log"], ["extra.txt"], ["extra.txt", "sim.log"]])
    project.settings.outputs = ["data.h5", "other.h5", "params.yml", *more]


def change_data_file(project: ChangingProject, choice: random.Random) -> None:
    if project.settings.simulated:
        project.settings.data = "other.h5" if project.settings.data == "data.h5" else "data.h5"


def break_operation(project: ChangingProject, choice: random.Random) -> None:
    project.settings.failing ^= {choice.choice(["prepared", "scaled", "shifted"])}


def break_model(project: ChangingProject, choice: random.Random) -> None:
    project.settings.failing_points ^= {choice.choice(project.settings.values)}


def mend(project: ChangingProject, choice: random.Random) -> None:
    project.settings.failing.clear()
    project.settings.failing_points.clear()


SETTINGS: Mapping[str, Change] = {
    function.__name__: function
    for function in (
        change_title,
        change_factor,
        change_batch_size,
        change_simulation_batch_size,
        change_fields,
        change_format,
        add_or_remove_plot,
        add_or_remove_value,
        change_number,
        change_shared_parameter,
        change_outputs,
        change_data_file,
    )
}

# --- existing data


def _universe(project: ChangingProject, choice: random.Random) -> Path:
    folders = [path for path in (project.path / "data").iterdir() if path.is_dir()]
    return choice.choice(sorted(folders))


def edit_data(project: ChangingProject, choice: random.Random) -> None:
    _set_first(_universe(project, choice) / "data.h5", choice)


def _set_first(path: Path, choice: random.Random) -> None:
    if path.exists() and path.stat().st_size:
        with h5py.File(path, "a") as file:
            file["y"][0] = float(choice.randrange(100))


def edit_data_unseen(project: ChangingProject, choice: random.Random) -> None:
    path = _universe(project, choice) / "data.h5"
    if path.exists():
        times = path.stat()
        _set_first(path, choice)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def replace_data_unseen(project: ChangingProject, choice: random.Random) -> None:
    path = _universe(project, choice) / "data.h5"
    if path.exists():
        other = path.with_name("other.h5")
        shutil.copy2(path, other)
        times = path.stat()
        _set_first(other, choice)
        os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
        other.rename(path)


def swap_files(project: ChangingProject, choice: random.Random) -> None:
    name = choice.choice(["data.h5", "params.yml"])
    first, second = (_universe(project, choice) / name for _ in range(2))
    if first.exists() and second.exists() and first != second:
        other = first.with_name("other")
        first.rename(other)
        second.rename(first)
        other.rename(second)


def swap_folders(project: ChangingProject, choice: random.Random) -> None:
    first, second = (_universe(project, choice) for _ in range(2))
    if first != second:
        other = first.parent.parent / "other"
        first.rename(other)
        second.rename(first)
        other.rename(second)


def back_up(project: ChangingProject, choice: random.Random) -> None:
    folder = project.path / "backup"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree((project.path / "data").resolve(), folder)


def restore(project: ChangingProject, choice: random.Random) -> None:
    name = _universe(project, choice).name
    path = project.path / "backup" / name / "data.h5"
    if path.exists():
        shutil.copy2(path, project.path / "data" / name / "data.h5")


def switch_link(project: ChangingProject, choice: random.Random) -> None:
    link = project.path / "data"
    other = "sweeps/b" if os.readlink(link) == "sweeps/a" else "sweeps/a"
    link.unlink()
    link.symlink_to(other)


def remove_universe(project: ChangingProject, choice: random.Random) -> None:
    if sum(path.is_dir() for path in (project.path / "data").iterdir()) > 2:
        shutil.rmtree(_universe(project, choice))


def add_universe(project: ChangingProject, choice: random.Random) -> None:
    a = choice.randint(1, 4)
    write_universe(project.path / "data" / f"uni{a}", a, choice.randrange(100))


def empty_data(project: ChangingProject, choice: random.Random) -> None:
    (_universe(project, choice) / "data.h5").write_bytes(b"")


def mend_data(project: ChangingProject, choice: random.Random) -> None:
    for folder in (project.path / "data").iterdir():
        path = folder / "data.h5"
        if folder.is_dir() and not (path.exists() and path.stat().st_size):
            write_universe(folder, int(folder.name[-1]), 5.0)


def edit_notes(project: ChangingProject, choice: random.Random) -> None:
    with h5py.File(project.path / "data" / "notes.h5", "a") as file:
        file["values"][0] = float(choice.randrange(100))


def edit_space(project: ChangingProject, choice: random.Random) -> None:
    values = choice.choice([[1, 2, 3], [1, 2, 3, 4], [3, 2, 1], [1, 3]])
    (project.path / "data" / "pspace.yml").write_text(space(values))


DATA: Mapping[str, Change] = {
    function.__name__: function
    for function in (
        edit_data,
        edit_data_unseen,
        replace_data_unseen,
        swap_files,
        swap_folders,
        back_up,
        restore,
        switch_link,
        remove_universe,
        add_universe,
        edit_notes,
        edit_space,
    )
}

# --- losses and damage


def delete_file(project: ChangingProject, choice: random.Random) -> None:
    path = project.pick(choice, *RESULTS)
    if path is not None:
        path.unlink()


def delete_folder(project: ChangingProject, choice: random.Random) -> None:
    names = ["results", ".paraverse", ".snakemake", "results/universes", "results/data"]
    names += ["results/nodes", "results/drawn", "results/figures", ".snakemake/metadata"]
    names += [".paraverse/outputs"]
    shutil.rmtree(project.path / choice.choice(names), ignore_errors=True)


def delete_simulated(project: ChangingProject, choice: random.Random) -> None:
    path = project.pick(choice, "data") if project.settings.simulated else None
    if path is None or path.name.startswith("."):  # without its mark, a folder is never written to
        return
    what = choice.choice(["file", "empty", "folder"])
    if what == "file":
        path.unlink()
    elif what == "empty":
        path.write_bytes(b"")
    elif what == "folder" and path.parent != project.path / "data":
        shutil.rmtree(path.parent)


def damage_file(project: ChangingProject, choice: random.Random) -> None:
    folder = choice.choice(["results", "results", ".paraverse"])
    _damage(project.pick(choice, folder), choice)


def damage_snakemake(project: ChangingProject, choice: random.Random) -> None:
    path = project.pick(choice, ".snakemake/metadata")
    if path is not None:
        if choice.random() < 0.5:
            path.unlink()
        else:
            path.write_bytes(b"")


def damage_index(project: ChangingProject, choice: random.Random) -> None:
    path = project.path / ".paraverse" / "index.json"
    _damage(path if path.exists() else None, choice)


def _damage(path: Path | None, choice: random.Random) -> None:
    if path is None or path.stat().st_size == 0:
        return
    times = path.stat()
    kind = choice.choice(["flip", "flip", "cut", "zeros", "shift"])
    path.write_bytes(Damage(kind=kind, position=choice.random()).apply(path.read_bytes()))
    if choice.random() < 0.5:
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def move_clock(project: ChangingProject, choice: random.Random) -> None:
    folder = choice.choice(["results", ".paraverse", "config", "sweeps", "data"])
    path = project.pick(choice, folder)
    age = choice.choice([-1e5, -1e5, 1e6])
    paths = project.files_in(folder) if choice.random() < 0.5 else [path] if path else []
    for file in paths:
        set_age(file, age)


LOSSES: Mapping[str, Change] = {
    function.__name__: function
    for function in (
        delete_file,
        delete_folder,
        delete_simulated,
        damage_file,
        damage_index,
        damage_snakemake,
        move_clock,
    )
}
FAILURES: Mapping[str, Change] = {
    function.__name__: function for function in (break_operation, break_model, empty_data)
}
ALL = {**SETTINGS, **DATA, **LOSSES, **FAILURES}
