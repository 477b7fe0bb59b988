"""Make the plan from the configuration, with everything that is wrong found at once.

This is done whenever the Snakefile is parsed, also by each cluster job: nothing heavy (xarray,
pandas, matplotlib) is imported here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from paraverse.base.field_filter import FieldFilter
from paraverse.base.point_names import format_point_name
from paraverse.config.models import Config
from paraverse.config.plots import PlotConfig, read_plots
from paraverse.config.presets import apply_preset
from paraverse.config.read import ConfigFiles, read_config
from paraverse.errors import (
    ConfigError,
    Location,
    ParaverseError,
    Problem,
    attach_location,
    list_some,
    suggest,
)
from paraverse.jobs import SourceFile, UniverseFiles
from paraverse.load.registry import check_options, loaders_in
from paraverse.pipeline.simulate import command_line, is_free, is_ours
from paraverse.plan.checks.names import folder_problems, name_problems
from paraverse.plan.checks.operations import registration_problems
from paraverse.plan.figures import with_creator
from paraverse.plan.plan import Plan
from paraverse.plan.plot_sweeps import expanded
from paraverse.plan.plots import PlotPlanner
from paraverse.plan.project_code import read_project_code
from paraverse.plan.rules import MultiversePlot, UniversePlot
from paraverse.plan.selection import Selection
from paraverse.plan.skip_reason import skip_reason
from paraverse.plan.transform_scope import PlotData
from paraverse.plan.transformations import DataPlanner
from paraverse.sweep.batches import choose_batch_size, divide_into_batches
from paraverse.sweep.load_entries import LoadEntries, field_in_universe
from paraverse.sweep.parameter_space import ParameterSpace
from paraverse.sweep.source_files import EntryError
from paraverse.sweep.space_file import read_space
from paraverse.sweep.universes import (
    find_existing_universes,
    find_sweep_files,
    list_simulated_universes,
)
from paraverse.user_code.fingerprint import Registered, fingerprint_file

Made = TypeVar("Made")


def make_plan(
    values: Mapping[str, Any],
    files: Sequence[str] = ("config/config.yaml",),
    *,
    thorough: bool = True,
) -> Plan:
    """Make the plan of the project in the working directory.

    Parameters
    ----------
    values
        The merged configuration, as Snakemake gives it.
    files
        The files that it was read from, to find lines in.
    thorough
        Whether to look at the universes' folders too: for fields that plots select, for data
        that are not ours to overwrite. Jobs that the main process has started do without.

    Raises
    ------
    ConfigError
        With everything that is wrong with the configuration.
    """
    config, sources, problems = read_config(apply_preset(values), files)
    if config is None:
        raise ConfigError(problems)
    entries = LoadEntries.from_config(config.load)
    universes, space, sweep = _universes(config, entries, sources, problems)
    size = config.convert.batch_size
    if size == "auto":
        size = choose_batch_size(universes, are_simulated=config.simulate is not None)
    portions = divide_into_batches(universes, size)
    plots, plots_problems = read_plots(config.plots, config.base_plots, sources.where, config.only)
    problems += plots_problems
    ndim = len(space.dimensions) if space else 0
    skipped = {plot.name: why for plot in plots if (why := skip_reason(plot, ndim, problems))}
    plots = [point for plot in plots for point in _points_of(plot, problems)]
    problems += name_problems(plots)
    selection = Selection(universes, space, problems)
    known, code_problems = read_project_code(config, plots, sources.where)
    problems += [*code_problems, *registration_problems(known)]
    data = DataPlanner(config, entries, known, selection, portions)
    planner = PlotPlanner(config, known, selection, portions, data)
    multiverse: list[MultiversePlot] = []
    universe: list[UniversePlot] = []
    shown: list[PlotData] = []
    for plot in (with_creator(plot, known, config.plot_defaults) for plot in plots):
        if (plot.swept or plot.name) in skipped:
            continue
        if plot.values.get("creator") == "universe":
            universe.append(planner.universe_plot(plot))
        else:
            multiverse.append(planner.multiverse_plot(plot))
            shown.append(data.of_multiverse(plot))
    if thorough:
        problems += _field_problems(entries, universes, data.used)
        problems += _foreign_folders(config, universes, sources)
    problems += folder_problems(plots, multiverse)
    if problems:
        raise ConfigError(problems)
    return Plan(
        config,
        entries,
        space,
        tuple(portions),
        sweep,
        _wanted(config, entries, data.used),
        tuple(data.transformations(shown)),
        tuple(multiverse),
        tuple(universe),
        skipped,
    )


def _points_of(plot: PlotConfig, problems: list[Problem]) -> list[PlotConfig]:
    none: list[PlotConfig] = []
    return _attempt(lambda: expanded(plot), none, problems)


def _attempt(
    make: Callable[[], Made],
    otherwise: Made,
    problems: list[Problem],
    place: Location | None = None,
) -> Made:
    """Make something; if it cannot be made, note why and go on with something else.

    A problem with a whole file is noted where the file is named.
    """
    try:
        return make()
    except ConfigError as error:
        problems += attach_location(error.problems, place) if place else error.problems
        return otherwise


def _universes(
    config: Config, entries: LoadEntries, sources: ConfigFiles, problems: list[Problem]
) -> tuple[list[UniverseFiles], ParameterSpace | None, tuple[SourceFile, ...]]:
    if not entries.of_universes:
        message = (
            "No entry loads files of universes: give one a `path_regex` and a `target_path` "
            "with `{match:}`, such as `simulations/{match:}/data`."
        )
        problems.append(Problem(sources.where("load"), message))
        return [], None, ()
    for name, entry in entries.of_universes.items():
        if entry.load_as_attr:
            message = "Only files of the whole sweep can be attributes, not those of universes."
            problems.append(Problem(sources.where("load", name, "load_as_attr"), message))
    problems += _loader_problems(config, sources)
    known_problems = len(problems)
    try:
        if config.simulate is None:
            nothing: tuple[list[UniverseFiles], ParameterSpace | None] = ([], None)
            universes, space = _attempt(
                lambda: find_existing_universes(config.data_dir, entries), nothing, problems
            )
        else:
            universes, space = _simulated(config, entries, sources, problems)
        sweep = find_sweep_files(config.data_dir, entries)
    except EntryError as error:
        problems.append(Problem(sources.where("load", error.entry, error.key), str(error)))
        return [], None, ()
    if not universes and len(problems) == known_problems:
        problems.append(Problem(sources.where("data_dir"), _nothing_found(config, entries, space)))
    return universes, space, sweep


def _loader_problems(config: Config, sources: ConfigFiles) -> list[Problem]:
    """Find unknown loaders, and options that a loader does not take."""
    problems: list[Problem] = []
    none: dict[str, Registered] = {}
    own = _attempt(lambda: loaders_in(config.loaders), none, problems, sources.where("loaders"))
    for name, entry in config.load.items():
        for message in check_options(entry.loader, entry.options, own):
            key = next((key for key in entry.options if repr(key) in message), "loader")
            problems.append(Problem(sources.where("load", name, key), message))
    return problems


def _simulated(
    config: Config, entries: LoadEntries, sources: ConfigFiles, problems: list[Problem]
) -> tuple[list[UniverseFiles], ParameterSpace | None]:
    simulate = config.simulate
    assert simulate is not None
    place = sources.where("simulate", "parameter_space")
    path = simulate.parameter_space
    space: ParameterSpace | None = _attempt(lambda: read_space(path), None, problems, place)
    if simulate.script:
        script, place = simulate.script, sources.where("simulate", "script")
        _attempt(lambda: fingerprint_file(script), "", problems, place)
    if simulate.command:
        try:
            command_line(simulate.command, "params", "folder", "universe")
        except ParaverseError as error:
            problems.append(Problem(sources.where("simulate", "command"), str(error)))
    for file in simulate.depends_on:
        if not Path(file).exists():
            place = sources.where("simulate", "depends_on")
            problems.append(Problem(place, f"{file}: This file does not exist."))
    if space is None:
        return [], None
    universes = list_simulated_universes(
        space, entries, data_dir=config.data_dir, outputs=simulate.outputs
    )
    return universes, space


def _nothing_found(config: Config, entries: LoadEntries, space: ParameterSpace | None) -> str:
    globs = [g for e in entries.of_universes.values() for g in e.glob_str]
    patterns = " or ".join(map(repr, globs))
    if config.simulate is None:
        return f"No universe is found in {config.data_dir!r}: no file there matches {patterns}."
    assert space is not None
    name = format_point_name(list(space.dimensions), next(iter(space.points())).values)
    files = ", ".join(f"{name}/{output}" for output in config.simulate.outputs)
    return (
        f"No entry of `load` takes the files that `simulate` makes, such as {files}: they do not "
        f"match {patterns}. Use patterns such as `*/data.h5` with `path_regex: ([^/]+)/data.h5`."
    )


def _foreign_folders(
    config: Config, universes: Sequence[UniverseFiles], sources: ConfigFiles
) -> Iterable[Problem]:
    """Find folders that `simulate` would write to but did not make."""
    if config.simulate is None:
        return
    root = Path(config.data_dir)
    found = [u.id for u in universes if not is_free(root / u.id)]
    if (root / "pspace.yml").exists() and not is_ours(root):
        found.append("pspace.yml")
    if found:
        message = (
            f"{config.data_dir} holds what this workflow did not simulate, and it is left as it "
            f"is: {list_some(found)}. Choose another `data_dir`; or, to use these data, remove "
            "`simulate`."
        )
        yield Problem(sources.where("data_dir"), message)


def _field_problems(
    entries: LoadEntries, universes: Sequence[UniverseFiles], used: Mapping[str, Location]
) -> Iterable[Problem]:
    """Find fields that no universe has, as far as there are universes already."""
    targets = {field_in_universe(entry): entry.loader for entry in entries.of_universes.values()}
    for path, place in used.items():
        if path == "*":
            continue
        target = next((t for t in targets if path == t or path.startswith(f"{t}/")), None)
        if target is None:
            message = (
                f"No universe has {path!r}: `load` puts nothing there. {suggest(path, targets)}"
            )
            yield Problem(place, message)
        elif targets[target].startswith("hdf5") and path != target:
            from paraverse.load.hdf5 import fields_if_absent

            files = [f.path for u in universes for f in u.files if f.target == target]
            names = fields_if_absent(files, path.removeprefix(f"{target}/"))
            if names:
                hint = suggest(path, (f"{target}/{name}" for name in names))
                yield Problem(place, f"No universe has {path!r}. {hint}")


def _wanted(config: Config, entries: LoadEntries, used: Iterable[str]) -> FieldFilter:
    chosen = config.convert.fields
    if chosen == "all":
        return FieldFilter()
    texts = [
        field_in_universe(entry)
        for entry in entries.of_universes.values()
        if not entry.loader.startswith("hdf5")
    ]
    patterns = chosen if isinstance(chosen, list) else []
    return FieldFilter(tuple(sorted({*used, *texts, *patterns})))
