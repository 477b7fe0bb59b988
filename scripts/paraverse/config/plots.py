"""The plots file: which plots there are, what they are based on, what may stand in them."""

from __future__ import annotations

import dataclasses
import fnmatch
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from paramspace import ParamSpace

from paraverse.base.nested import merge_nested
from paraverse.config.base_plots import read_library
from paraverse.config.models import Creator
from paraverse.errors import ConfigError, Location, Problem, attach_location, suggest
from paraverse.yaml_io.configuration import YamlFile, read_yaml

CREATORS = get_args(Creator)

PLOT_KEYS = (
    "based_on", "enabled", "creator", "universes", "module", "module_file", "plot_func",
    "plot_func_kwargs",
    "select", "select_and_combine", "define", "transform", "compute_only", "dag_options",
    "helpers", "file_ext", "style", "animation", "expected_multiverse_ndim", "raise_exc", "debug",
    "invocation_options", "creator_init_kwargs",
)  # fmt: skip
"""Keys of a plot that mean something here; those that are in none of these lists are arguments of
its plot function."""

WITHOUT_EFFECT = (
    "use_dag", "dag_object_cache", "dag_visualization", "exist_ok", "out_dir", "out_fstrs",
    "save_plot_cfg", "cfg_exists_action", "parallel",
)  # fmt: skip
"""Keys of dantro's that have nothing to do here: Snakemake does what they are for."""

DATA_KEYS = (
    "select", "select_and_combine", "define", "transform", "compute_only", "dag_options",
)  # fmt: skip
"""Keys that say which data a plot shows; the others say how."""

WITH_RESULTS = ("helpers", "style", "animation")
"""Keys besides the arguments in which `!dag_result` can stand."""

_MAPPING = (Mapping, "a mapping")
_TEXT = (str, "a name")
_TYPES: dict[str, tuple[Any, str]] = {
    "enabled": (bool, "true or false"),
    "creator": _TEXT,
    "module": _TEXT,
    "module_file": (str, "the path of a Python file"),
    "plot_func": _TEXT,
    "plot_func_kwargs": _MAPPING,
    "select_and_combine": _MAPPING,
    "compute_only": ((list, str), "a list of tags"),
    "dag_options": _MAPPING,
    "helpers": (Mapping, "a mapping, such as {set_title: {title: A}}"),
    "animation": (Mapping, "a mapping, such as {enabled: true}"),
    "style": (Mapping, "a mapping, such as {base_style: ggplot}"),
    "raise_exc": (bool, "true or false"),
    "debug": (bool, "true or false"),
    "invocation_options": _MAPPING,
    "creator_init_kwargs": _MAPPING,
    "file_ext": ((list, str), "a file format, or a list of them"),
}
"""What the keys of a plot take, as far as nothing else says it."""


@dataclass(frozen=True)
class PlotConfig:
    """One plot, with what it is based on filled in.

    Attributes
    ----------
    name
        Its name; ``/`` makes folders.
    values
        Its keys.
    origins
        Files and names of plots that the values come from, the plot itself first.
    swept
        Name of the plot that it is one point of, if that has a sweep in it.
    chosen
        Whether it is to be drawn; others are planned only, as the choice of plots shall not
        change what is shared between them.
    """

    name: str
    values: Mapping[str, Any]
    origins: tuple[tuple[YamlFile, str], ...] = field(repr=False)
    swept: str | None = None
    chosen: bool = True

    def where(self, *keys: str | int) -> Location:
        """Return the place of a value, in this plot or in what it is based on."""
        found, most = self.origins[0], 0
        for file, name in self.origins:
            value, depth = file.data.get(name), 0
            while isinstance(value, Mapping) and depth < len(keys) and keys[depth] in value:
                value, depth = value[keys[depth]], depth + 1
            if depth > most:
                found, most = (file, name), depth
            if depth and not isinstance(value, Mapping):
                break  # it takes the place of all that the bases have there
        file, name = found
        return dataclasses.replace(file.where(name, *keys), path=(self.name, *keys))

    def data(self) -> dict[str, Any]:
        """Return the keys that say which data it shows."""
        return {key: self.values[key] for key in DATA_KEYS if self.values.get(key) is not None}

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of its plot function."""
        others = (*PLOT_KEYS, *WITHOUT_EFFECT)
        own = {key: value for key, value in self.values.items() if key not in others}
        return {**own, **(self.values.get("plot_func_kwargs") or {})}


def read_plots(
    plots: str,
    base_plots: Sequence[str],
    where: Callable[..., Location],
    only: Sequence[str] = (),
) -> tuple[list[PlotConfig], list[Problem]]:
    """Read the plots: those that are enabled, and those to draw in any case.

    Parameters
    ----------
    plots
        The plots file.
    base_plots
        Files with plots to base others on; later ones are searched first, the library last.
    where
        Gives the place of a key of the configuration, for messages.
    only
        Names or patterns of the plots to draw, enabled or not; by default all that are enabled.

    Returns
    -------
    list of PlotConfig
        Those that are well-formed.
    list of Problem
        What is wrong with the others.
    """
    problems: list[Problem] = []
    files = []
    named = [("plots", plots), *(("base_plots", path) for path in reversed(base_plots))]
    for key, path in named:
        try:
            file = read_yaml(path)
        except ConfigError as error:
            problems += attach_location(error.problems, where(key))
            continue
        if file.data is None or isinstance(file.data, Mapping):
            files.append(file)
        else:
            problems.append(Problem(file.where(), "Takes a mapping from names to plots."))
    if not files or files[0].path != plots:
        return [], problems
    files.append(read_library())
    found = []
    names = {str(name): values for name, values in (files[0].data or {}).items()}
    for pattern in only:
        if not any(fnmatch.fnmatchcase(name, pattern) for name in names):
            message = f"No plot has the name {pattern!r}. {suggest(pattern, names)}"
            problems.append(Problem(where("only"), message))
    for name, values in names.items():
        chosen = any(fnmatch.fnmatchcase(name, pattern) for pattern in only)
        if name.startswith((".", "_")) or not (chosen or _is_enabled(values)):
            continue
        try:
            plot = _resolve(name, values, files)
        except ConfigError as error:
            problems += error.problems
            continue
        found.append(dataclasses.replace(plot, chosen=chosen or not only))
    return found, problems


def _resolve(name: str, values: Any, files: Sequence[YamlFile]) -> PlotConfig:
    """Fill in what a plot is based on, bases of bases first."""
    values = _mapping(name, values)
    if not isinstance(values, Mapping):
        message = (
            "A plot takes a mapping, or `inherit` for the one of the same name in a base file; "
            f"found {'nothing' if values is None else repr(values)}."
        )
        raise ConfigError([Problem(files[0].where(name), message)])
    origins: list[tuple[YamlFile, str]] = []
    merged = _with_bases(0, name, values, files, [], origins)
    plot = PlotConfig(name, merged, tuple(reversed(origins)))
    wrong = [
        Problem(plot.where(key), f"Takes {taken}; found {merged[key]!r}.")
        for key, (kind, taken) in _TYPES.items()
        if merged.get(key) is not None and not isinstance(merged[key], kind)
    ]
    if wrong:
        raise ConfigError(wrong)
    return plot


def _with_bases(
    level: int,
    name: str,
    values: Mapping[str, Any],
    files: Sequence[YamlFile],
    above: list[tuple[int, str]],
    origins: list[tuple[YamlFile, str]],
) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    bases = values.get("based_on") or []
    bases = bases if isinstance(bases, list) else [bases]
    place = files[level].where(name, "based_on")
    for base in bases:
        if not isinstance(base, str):
            message = f"Takes the name of a plot, or a list of names; found {base!r}."
            raise ConfigError([Problem(place, message)])
        # A plot based on its own name means the one of that name in a base file
        first = level + 1 if base == name else level
        candidates = [i for i in range(first, len(files)) if base in (files[i].data or {})]
        if not candidates:
            # All names in the library, which is the last, begin so
            near = files if base.startswith(".") else files[:-1]
            names = {n for file in near for n in (file.data or {})} - {name}
            message = f"There is no plot {base!r}. {suggest(base, names)}"
            if base == name:
                message = f"No base file has a plot {base!r}. {suggest(base, names)}"
            raise ConfigError([Problem(place, message)])
        if (candidates[0], base) in [*above, (level, name)]:
            chain = " → ".join([n for _, n in above] + [name, base])
            raise ConfigError([Problem(place, f"Plots are based on each other: {chain}.")])
        inherited = _mapping(base, files[candidates[0]].data[base]) or {}
        if not isinstance(inherited, Mapping):
            raise ConfigError([Problem(place, f"{base!r} is not a mapping.")])
        above_base = [*above, (level, name)]
        found = _with_bases(candidates[0], base, inherited, files, above_base, origins)
        found.pop("enabled", None)  # whether a plot is drawn is its own affair
        merged = merge_nested(merged, found)
    own = {key: value for key, value in values.items() if key != "based_on"}
    origins.append((files[level], name))
    return merge_nested(merged, own)


def _mapping(name: str, values: Any) -> Any:
    """What stands for a plot as a mapping.

    A `!pspace` says that there may be sweeps in it; others are short for the plot of the same name
    in a base file.
    """
    if isinstance(values, bool) or values == "inherit":
        return {"based_on": [name]}
    return dict(values._dict) if isinstance(values, ParamSpace) else values


def _is_enabled(values: Any) -> Any:
    values = values._dict if isinstance(values, ParamSpace) else values
    return values.get("enabled", True) if isinstance(values, Mapping) else values is not False
