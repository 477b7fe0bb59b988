"""Check the universes, and how they are simulated and loaded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from paraverse.base.point_names import format_point_name
from paraverse.config.models import Config, Simulate
from paraverse.errors import Location, ParaverseError, Problem, list_some, value_or_problems
from paraverse.jobs.simulate import command_line
from paraverse.load.registry import check_options
from paraverse.plan.reading.read_sweep import Sweep
from paraverse.sweep.folders import is_free, is_simulated
from paraverse.sweep.load_entries import LoadEntries
from paraverse.user_code.fingerprint import fingerprint_file
from paraverse.user_code.registered import RegisteredFunction

_MAX_REASONS = 3
"""Number of universes for which it is said why they have no point."""


_ONLY_SPACE = (
    "Only the parameter space can be an attribute, with `loader: yaml_to_object`. Leave out "
    "`load_as_attr`, and give other data a `target_path` of their own"
)


def load_problems(
    config: Config,
    entries: LoadEntries,
    loaders: Mapping[str, RegisteredFunction],
    where: Callable[..., Location],
) -> Iterator[Problem]:
    """Find what is wrong with the section `load` of the configuration.

    Parameters
    ----------
    config
        The configuration.
    entries
        The enabled entries of its `load` section.
    loaders
        The loaders that the project's own files register, by name.
    where
        Returns the location of a key of the configuration.

    Yields
    ------
    Problem
        One if no entry loads files of universes; otherwise, entries that load attributes other than
        the parameter space, loaders that do not exist, and options that a loader does not take.
    """
    if not entries.of_universes:
        message = (
            "No entry loads files of universes: give one a `path_regex` and a `target_path` "
            "with `{match:}`, such as `simulations/{match:}/data`."
        )
        yield Problem(where("load"), message)
        return
    for name, entry in entries.of_universes.items():
        if entry.load_as_attr:
            message = f"{_ONLY_SPACE}, such as `simulations/{{match:}}/{name}`."
            yield Problem(where("load", name, "load_as_attr"), message)
    for name, entry in entries.of_sweep.items():
        if entry.load_as_attr and name != entries.space:
            message = f"{_ONLY_SPACE}."
            if "to_object" in entry.loader:
                message = (
                    f"`load.{entries.space}` is the parameter space, and there is only one. Leave "
                    "out `load_as_attr` here, or one of the two entries."
                )
            yield Problem(where("load", name, "load_as_attr"), message)
    for name, entry in config.load.items():
        for message in check_options(entry.loader, entry.options, loaders):
            key = next((key for key in entry.options if repr(key) in message), "loader")
            yield Problem(where("load", name, key), message)


def group_problems(
    entries: LoadEntries, sweep: Sweep, where: Callable[..., Location]
) -> Iterator[Problem]:
    """Find entries whose regular expressions do not say which part of a path names the universe.

    Parameters
    ----------
    entries
        The entries of the `load` section.
    sweep
        The universes.
    where
        Returns the location of a key of the configuration.

    Yields
    ------
    Problem
        One for each regular expression without a group, if names of universes contain ``/``.
    """
    if not any("/" in universe.key for universe in sweep.universes):
        return
    for name, entry in entries.of_universes.items():
        if entry.path_regex and not re.compile(entry.path_regex).groups:
            message = (
                "There is no group: put parentheses around the part that names the universe, as in "
                "'([^/]+)/data.h5'."
            )
            yield Problem(where("load", name, "path_regex"), message)


def simulate_problems(simulate: Simulate, where: Callable[..., Location]) -> Iterator[Problem]:
    """Find what is wrong with the section `simulate` of the configuration.

    Parameters
    ----------
    simulate
        The section, with its types already validated.
    where
        Returns the location of a key of the configuration.

    Yields
    ------
    Problem
        Scripts that cannot be read, commands with unknown placeholders, files that do not exist.
    """
    if simulate.script:
        read = partial(fingerprint_file, simulate.script)
        _, problems = value_or_problems(read, where("simulate", "script"))
        yield from problems
    if simulate.command:
        try:
            command_line(simulate.command, "params", "folder", "universe")
        except ParaverseError as error:
            yield Problem(where("simulate", "command"), str(error))
    for file in simulate.depends_on:
        if not Path(file).exists():
            message = f"{file}: This file does not exist."
            yield Problem(where("simulate", "depends_on"), message)


def simulated_folder_problems(config: Config, where: Callable[..., Location]) -> Iterator[Problem]:
    """Find a `data_dir` that cannot be that of simulations.

    Parameters
    ----------
    config
        The configuration.
    where
        Returns the location of a key of the configuration.

    Yields
    ------
    Problem
        One if Snakemake would take parts of the path for wildcards.
    """
    if config.simulate is not None and re.search("[{}<>]", config.data_dir):
        message = (
            f"Found {config.data_dir!r}: in the paths of what it makes, Snakemake takes braces and "
            "angle brackets for wildcards. Choose another name."
        )
        yield Problem(where("data_dir"), message)


def no_universe_problems(
    config: Config, entries: LoadEntries, sweep: Sweep, where: Callable[..., Location]
) -> Iterator[Problem]:
    """Report that there are no universes, although everything that describes them can be read.

    Parameters
    ----------
    config
        The configuration.
    entries
        The entries of its `load` section.
    sweep
        The universes.
    where
        Returns the location of a key of the configuration.

    Yields
    ------
    Problem
        At most one, which states where universes are looked for.
    """
    if sweep.universes or not sweep.is_readable:
        return
    globs = [glob for entry in entries.of_universes.values() for glob in entry.glob_str]
    patterns = " or ".join(map(repr, globs))
    if config.simulate is None:
        message = f"No universe is found in {config.data_dir!r}: no file there matches {patterns}."
        if not Path(config.data_dir).is_dir():
            message = f"There is no folder {config.data_dir!r}, in which to find universes."
    else:
        assert sweep.space is not None
        name = format_point_name(
            list(sweep.space.dimensions), next(iter(sweep.space.points())).values
        )
        files = ", ".join(f"{name}/{output}" for output in config.simulate.outputs)
        message = (
            f"No entry of `load` takes the files that `simulate` makes, such as {files}: they do "
            f"not match {patterns}. Use patterns such as `*/data.h5` with "
            "`path_regex: ([^/]+)/data.h5`."
        )
    yield Problem(where("data_dir"), message)


def no_point_problems(
    config: Config, sweep: Sweep, where: Callable[..., Location]
) -> Iterator[Problem]:
    """Report that no universe has a point in the parameter space, so that none can be combined.

    Parameters
    ----------
    config
        The configuration.
    sweep
        The universes.
    where
        Returns the location of a key of the configuration.

    Yields
    ------
    Problem
        At most one, with the reasons for the first universes.
    """
    if (
        sweep.space is None
        or not sweep.universes
        or any(u.values is not None for u in sweep.universes)
    ):
        return
    if not sweep.space.dimensions:
        return
    reasons = [f"{u.id}: {u.warnings[-1]}" for u in sweep.universes[:_MAX_REASONS]]
    more = len(sweep.universes) - _MAX_REASONS
    if more > 0:
        reasons.append(f"and {more} more")
    message = (
        f"None of the universes in {config.data_dir!r} has a point in the parameter space. Let an "
        "entry of `load` read files that hold the swept parameters "
        f"({', '.join(sweep.space.dimensions)}) with the values of the parameter space:"
    )
    yield Problem(where("data_dir"), "\n      ".join([message, *reasons]))


def foreign_folder_problems(
    config: Config, sweep: Sweep, where: Callable[..., Location]
) -> Iterator[Problem]:
    """Find folders that `simulate` would write to but did not create.

    Parameters
    ----------
    config
        The configuration.
    sweep
        The universes.
    where
        Returns the location of a key of the configuration.

    Yields
    ------
    Problem
        At most one, which names some of the folders.
    """
    if config.simulate is None or config.simulate.rule:
        return
    root = Path(config.data_dir)
    foreign = [universe.id for universe in sweep.universes if not is_free(root / universe.id)]
    if (root / "pspace.yml").exists() and not is_simulated(root):
        foreign.append("pspace.yml")
    if foreign:
        message = (
            f"{config.data_dir} holds what this workflow did not simulate, and it is left as it "
            f"is: {list_some(foreign)}. Choose another `data_dir`; or, to use these data, remove "
            "`simulate`."
        )
        yield Problem(where("data_dir"), message)
