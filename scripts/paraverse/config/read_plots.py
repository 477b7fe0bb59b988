"""Read the plots file: the plots in it, and the plots that they are based on."""

from __future__ import annotations

import dataclasses
import fnmatch
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from paramspace import ParamSpace

from paraverse.base.nested import merge_nested
from paraverse.config.base_plots import read_library
from paraverse.config.plots import VALUE_TYPES, PlotConfig
from paraverse.errors import ConfigError, Location, Problem, attach_location, suggest
from paraverse.yaml_io.configuration import YamlFile, read_yaml


class MissingBaseError(ConfigError):
    """A plot that is based on one that does not exist."""


def read_plots(
    plots: str,
    base_plots: Sequence[str],
    where: Callable[..., Location],
    only: Sequence[str] = (),
    *,
    has_all_bases: bool = True,
    needed: Collection[str] | None = None,
) -> tuple[list[PlotConfig], list[Problem]]:
    """Read the plots that are enabled, and those to draw even if they are not.

    Parameters
    ----------
    plots
        The plots file.
    base_plots
        Files with plots to base others on; later ones are searched first, the library last.
    where
        Returns the location of a key of the configuration, for messages.
    only
        Names or patterns of the plots to draw, enabled or not; by default all that are enabled.
    has_all_bases
        Whether all files with base plots are named. If not, missing ones are not mistakes.
    needed
        The names of the plots that are needed. The others are left out, with their mistakes. By
        default, all are needed.

    Returns
    -------
    list of PlotConfig
        The plots that are well-formed, in the order of the file.
    list of Problem
        Mistakes in the others.
    """
    files, problems = _read_files(plots, base_plots, where)
    if not files or files[0].path != plots:
        return [], problems
    has_all_bases = has_all_bases and len(files) == 1 + len(base_plots)
    files.append(read_library())
    plots_by_name = {str(name): values for name, values in (files[0].data or {}).items()}
    for pattern in only:
        if not any(fnmatch.fnmatchcase(name, pattern) for name in plots_by_name):
            message = f"No plot has the name {pattern!r}. {suggest(pattern, plots_by_name)}"
            problems.append(Problem(where("only"), message))
    resolved = []
    for name, values in plots_by_name.items():
        is_selected = any(fnmatch.fnmatchcase(name, pattern) for pattern in only)
        if name.startswith((".", "_")) or not (is_selected or _is_enabled(values)):
            continue
        if needed is not None and name not in needed:
            continue
        try:
            plot = _resolve(name, values, files)
        except MissingBaseError as error:
            # Otherwise, it may be in a file that cannot be read
            problems += error.problems if has_all_bases else []
            continue
        except ConfigError as error:
            problems += error.problems
            continue
        resolved.append(dataclasses.replace(plot, is_target=is_selected or not only))
    return resolved, problems


def _read_files(
    plots: str, base_plots: Sequence[str], where: Callable[..., Location]
) -> tuple[list[YamlFile], list[Problem]]:
    """Return the files that can be read, in the order in which bases are searched."""
    files = []
    problems: list[Problem] = []
    for key, path in [("plots", plots), *(("base_plots", path) for path in reversed(base_plots))]:
        try:
            file = read_yaml(path)
        except ConfigError as error:
            problems += attach_location(error.problems, where(key))
            continue
        if file.data is None or isinstance(file.data, Mapping):
            files.append(file)
        else:
            problems.append(Problem(file.where(), "Takes a mapping from names to plots."))
    return files, problems


def _resolve(name: str, values: Any, files: Sequence[YamlFile]) -> PlotConfig:
    """Return a plot with the values of the plots that it is based on."""
    values = _to_mapping(name, values)
    if not isinstance(values, Mapping):
        message = (
            "A plot takes a mapping, or `inherit` for the one of the same name in a base file; "
            f"found {'nothing' if values is None else repr(values)}."
        )
        raise ConfigError([Problem(files[0].where(name), message)])
    origins: list[tuple[YamlFile, str]] = []
    merged = _Bases(files, origins).merge(0, name, values, ())
    plot = PlotConfig(name=name, values=merged, origins=tuple(reversed(origins)))
    problems = [
        Problem(plot.where(key), f"Takes {description}; found {merged[key]!r}.")
        for key, (kind, description) in VALUE_TYPES.items()
        if merged.get(key) is not None and not isinstance(merged[key], kind)
    ]
    problems += [
        Problem(plot.where(key), f"Keys of a plot are names; found {key!r}.")
        for key in merged
        if not isinstance(key, str)
    ]
    tags = merged.get("compute_only")
    if isinstance(tags, list) and not all(isinstance(tag, str) for tag in tags):
        problems.append(
            Problem(plot.where("compute_only"), f"Takes a list of tags; found {tags!r}.")
        )
    if problems:
        raise ConfigError(problems)
    return plot


@dataclasses.dataclass(frozen=True)
class _Bases:
    """The plots that one plot is based on, bases of bases first.

    Attributes
    ----------
    files
        The plots file and the base files, in the order in which bases are searched.
    origins
        The file and name of each plot, appended by `merge`; the last is the plot itself.
    """

    files: Sequence[YamlFile]
    origins: list[tuple[YamlFile, str]]

    def merge(
        self, level: int, name: str, values: Mapping[str, Any], derived: tuple[tuple[int, str], ...]
    ) -> dict[str, Any]:
        """Return the values of a plot, merged into those of its bases.

        Parameters
        ----------
        level
            Index of the file of the plot.
        name, values
            The plot, as a name and its values in the file.
        derived
            Files and names of the plots that are based on it, to detect cycles.

        Returns
        -------
        dict
            The values by key. Those of the plot take precedence over those of its bases.
        """
        derived = (*derived, (level, name))
        merged: dict[str, Any] = {}
        for base in self._base_names(level, name, values):
            location = self.files[level].where(name, "based_on")
            base_level = self._find(level, name, base, location)
            if (base_level, base) in derived:
                chain = " → ".join([*(n for _, n in derived), base])
                message = f"Plots are based on each other: {chain}."
                raise ConfigError([Problem(location, message)])
            inherited = _to_mapping(base, self.files[base_level].data[base]) or {}
            if not isinstance(inherited, Mapping):
                raise ConfigError([Problem(location, f"{base!r} is not a mapping.")])
            base_values = self.merge(base_level, base, inherited, derived)
            base_values.pop("enabled", None)  # whether a plot is drawn is not inherited
            merged = merge_nested(merged, base_values)
        self.origins.append((self.files[level], name))
        own = {key: value for key, value in values.items() if key != "based_on"}
        return merge_nested(merged, own)

    def _base_names(self, level: int, name: str, values: Mapping[str, Any]) -> Iterator[str]:
        bases = values.get("based_on") or []
        bases = bases if isinstance(bases, list) else [bases]
        for base in bases:
            if not isinstance(base, str):
                message = f"Takes the name of a plot, or a list of names; found {base!r}."
                raise ConfigError([Problem(self.files[level].where(name, "based_on"), message)])
            yield base

    def _find(self, level: int, name: str, base: str, location: Location) -> int:
        """Return the index of the first file that has a base."""
        # A plot that is based on its own name refers to the plot of that name in a base file
        first = level + 1 if base == name else level
        for index in range(first, len(self.files)):
            if base in (self.files[index].data or {}):
                return index
        # Names in the library, the last file, begin with a dot
        searched = self.files if base.startswith(".") else self.files[:-1]
        names = {n for file in searched for n in (file.data or {})} - {name}
        own = {n for file in self.files[:-1] for n in (file.data or {})} - {name}
        hint = suggest(base, names, limit=0) or suggest(base, own)
        message = f"There is no plot {base!r}. {hint}".rstrip()
        if base == name:
            message = f"No base file has a plot {base!r}. {hint}".rstrip()
        raise MissingBaseError([Problem(location, message)])


def _to_mapping(name: str, values: Any) -> Any:
    """Return the values of a plot as a mapping.

    A `!pspace` marks plots that may contain sweeps; a boolean or ``inherit`` is short for the plot
    of the same name in a base file.
    """
    if isinstance(values, bool) or values == "inherit":
        return {"based_on": [name]}
    return dict(values._dict) if isinstance(values, ParamSpace) else values


def _is_enabled(values: Any) -> Any:
    values = values._dict if isinstance(values, ParamSpace) else values
    return values.get("enabled", True) if isinstance(values, Mapping) else values is not False
