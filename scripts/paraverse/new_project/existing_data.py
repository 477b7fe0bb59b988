"""A project for existing output of simulations: recognize the layout, and choose plots."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from paraverse.config.models import Config
from paraverse.config.presets import apply_preset
from paraverse.errors import list_some, pluralize
from paraverse.new_project.contents import Contents, read_contents, read_sweep_of
from paraverse.new_project.data_files import (
    LOADERS,
    UnknownLayoutError,
    find_universes,
    list_files,
)
from paraverse.new_project.first_labels import choose_labels, format_labels
from paraverse.new_project.first_plots import FirstPlots, choose_field, choose_plots
from paraverse.new_project.load_section import GROUP, build_load_section
from paraverse.sweep.dimensions import REPETITION
from paraverse.sweep.parameter_space import ParameterSpace

PRESETS = {
    "utopya": ("config/parameter_space.yml", "data/uni*/data.h5"),
    "dantro": ("pspace.yml", "sim_*/data.h5"),
}
"""Files by which the folder of a program is recognized, by the name of its preset."""

_MAX_FIELDS = 6
_MAX_VALUES = 4


@dataclass(frozen=True, kw_only=True)
class RecognizedData:
    """A project for existing data.

    Attributes
    ----------
    files
        The content of the files in ``config`` by their paths.
    report
        Lines that say what was recognized, and what was not.
    """

    files: dict[str, str]
    report: tuple[str, ...]


def recognize(data: Path, project: Path, preset: str | None = None) -> RecognizedData:
    """Recognize the output of simulations.

    Parameters
    ----------
    data
        The folder of the data.
    project
        The folder of the new project.
    preset
        The program that wrote the data; by default, it is recognized.

    Returns
    -------
    RecognizedData
        The configuration.

    Raises
    ------
    ParaverseError
        If there is no folder, or if no universes can be recognized in it.
    """
    if not data.is_dir():
        message = f"{data} does not exist, or it is a file. Name the folder of all simulations."
        raise UnknownLayoutError(message)
    preset = preset or _find_preset(data)
    if preset is not None:
        return _with_preset(data, project, preset)
    runs = sorted(path for path in data.iterdir() if path.is_dir() and _find_preset(path))
    if runs:
        listed = list_some([path.name for path in runs])
        message = f"{data} holds several runs: {listed}. Name one of them: --from {runs[-1]}"
        raise UnknownLayoutError(message if len(runs) > 1 else f"Name the run: --from {runs[0]}")
    files = list_files(data)
    try:
        pattern, roles, others = find_universes(files)
    except UnknownLayoutError as error:
        raise UnknownLayoutError(f"{data}: {error}") from None
    space_file = next((path for path in others if _holds_space(data / path)), None)
    candidates = []
    for with_names in (False, True):
        load = build_load_section(pattern, roles, files, data, with_names=with_names)
        if space_file is not None:
            load = {"pspace": _space_entry(space_file), **load}
        config = Config.model_validate({"data_dir": str(data), "load": load})
        universes, space = read_sweep_of(config)
        candidates.append((config, load, universes, space))
        if space_file is not None or _is_complete(universes, space):
            break
    # The parameters in files are more exact than numbers in paths
    usable = [c for c in candidates if c[3] is not None]
    complete = [c for c in usable if _is_complete(*c[2:])]
    config, load, universes, space = (complete or usable or candidates)[0]
    contents = read_contents(config, universes, space)
    unread = [path for path in others if path != space_file]
    unread += [path for role in roles if role.loader is None for path in role.paths]
    text = _configuration(data, project, load=load)
    return _result(contents, text, data, unread, load)


def _find_preset(data: Path) -> str | None:
    for name, patterns in PRESETS.items():
        if all(next(data.glob(pattern), None) for pattern in patterns):
            return name
    return None


def _with_preset(data: Path, project: Path, preset: str) -> RecognizedData:
    values = apply_preset({"data_dir": str(data), "preset": preset})
    config = Config.model_validate(values)
    universes, space = read_sweep_of(config)
    if not universes:
        expected = " and ".join(PRESETS.get(preset, ()))
        raise UnknownLayoutError(f"{data} holds no run of {preset}, which has {expected}.")
    contents = read_contents(config, universes, space)
    text = _configuration(data, project, preset=preset)
    result = _result(contents, text, data, [], values["load"])
    first = f"{data} is a run of {preset}: {pluralize(len(universes), 'universe')}"
    return RecognizedData(files=result.files, report=(first, *result.report[1:]))


def _is_complete(universes: Sequence[Any], space: ParameterSpace | None) -> bool:
    """Tell whether the parameters in files alone tell universes apart."""
    if space is None or REPETITION in space.dimensions:
        return False
    with_point = [universe for universe in universes if universe.values is not None]
    return 2 * len(with_point) > len(universes) and not any(
        "at the same point" in warning for universe in universes for warning in universe.warnings
    )


def _holds_space(path: Path) -> bool:
    if path.suffix not in (".yml", ".yaml") or path.stat().st_size > 2**20:
        return False
    return "!pspace" in path.read_text(encoding="utf-8", errors="replace")


def _space_entry(path: str) -> dict[str, Any]:
    return {
        "loader": "yaml_to_object",
        "glob_str": path,
        "required": True,
        "load_as_attr": True,
        "unpack_data": True,
        "target_path": GROUP,
    }


def _configuration(
    data: Path, project: Path, *, preset: str | None = None, load: dict[str, Any] | None = None
) -> str:
    lines = [
        "# The folder that holds the universes. It is only read.",
        _dump("data_dir", data, project),
    ]
    if preset is not None:
        lines += [f"# The files to load: those that {preset} writes", f"preset: {preset}", ""]
    if load is not None:
        lines += [
            "# The files to load, and where they go in the data tree. The first group of",
            "# `path_regex` is `{match:}`; groups with names, (?P<beta>…), are parameters.",
            "# What follows the universe in `target_path` is the path by which plots select data.",
            yaml.safe_dump(
                {"load": load}, sort_keys=False, width=1000, allow_unicode=True
            ).rstrip(),
            "",
        ]
    if preset is None and "pspace" not in (load or {}):
        lines += [
            "# The sweep is inferred from the parameters of the universes. To change it:",
            "# sweep:",
            "#   dimensions: [beta, seed]  # the parameters that are dimensions, in this order",
            "#   ignore: [output_*]        # parameters that differ, but are not swept",
            "",
        ]
    lines += [
        "plots: config/plots.yaml",
        "operations: config/operations.py",
        "",
        "plot_defaults:",
        "  default_ext: png  # or pdf, svg",
        "",
    ]
    return "\n".join(lines)


def _dump(key: str, data: Path, project: Path) -> str:
    relative = os.path.relpath(data.resolve(), project.resolve())
    path = relative if relative.count("..") <= 2 else str(data.resolve())
    return yaml.safe_dump({key: path}, allow_unicode=True)


def _result(
    contents: Contents, config: str, data: Path, unread: Sequence[str], load: dict[str, Any]
) -> RecognizedData:
    main = choose_field(contents.fields)
    if main is not None:
        labels = choose_labels(main, contents.fields)
        config += format_labels(labels.section)
        contents = replace(contents, fields=labels.fields)
    plots = choose_plots(contents)
    if plots is None:
        plots = FirstPlots(text="# There is no field of numbers to plot.\n", names=())
    number = pluralize(len(contents.universes), "universe")
    report = [
        f"{data}: {number}, such as {contents.universes[0].id}",
        *_describe_space(contents),
        *_describe_fields(contents),
        "  files: " + ", ".join(f"{name} ({entry['loader']})" for name, entry in load.items()),
        *_describe_unread(unread),
        *(f"  not read: {problem}" for problem in contents.problems[:3]),
    ]
    if plots.names:
        report.append(f"  plots: {', '.join(plots.names)}")
    files = {"config/config.yaml": config, "config/plots.yaml": plots.text}
    return RecognizedData(files=files, report=tuple(report))


def _describe_space(contents: Contents) -> list[str]:
    space = contents.space
    if space is None:
        return [
            "  swept: nothing, as no parameter differs. Plots of single universes work; to combine "
            "universes, load files with their parameters."
        ]
    names = (f"{name} ({_list_values(values)})" for name, values in space.dimensions.items())
    lines = [f"  swept: {', '.join(names)}"]
    if space.coordinates:
        along = (f"{n} (by {' and '.join(c.dims)})" for n, c in space.coordinates.items())
        lines.append(f"  that depend on these: {', '.join(along)}")
    if contents.without_point:
        universe = contents.without_point[0]
        number = len(contents.without_point)
        lines.append(
            f"  left out of it: {number}, such as {universe.id}: {'; '.join(universe.warnings)}"
        )
    return lines


def _list_values(values: Sequence[Any]) -> str:
    listed = list(map(str, values))
    if len(values) > _MAX_VALUES:
        listed = [*listed[:2], "…", listed[-1]]
    return f"{len(values)}: {', '.join(listed)}"


def _describe_fields(contents: Contents) -> list[str]:
    main = choose_field(contents.fields)
    if main is None:
        return ["  fields: none of numbers"]
    fields = [main, *(field for field in contents.fields if field is not main)]
    listed = [f"{f.path} {f.shape}".replace(",)", ")") for f in fields]
    more = f", and {len(listed) - _MAX_FIELDS} more" if len(listed) > _MAX_FIELDS else ""
    return [f"  fields: {', '.join(listed[:_MAX_FIELDS])}{more}"]


def _describe_unread(unread: Sequence[str]) -> list[str]:
    if not unread:
        return []
    unknown = Counter(
        Path(path).suffix or Path(path).name for path in unread if Path(path).suffix not in LOADERS
    )
    others = [path for path in unread if Path(path).suffix in LOADERS]
    listed = [f"{pluralize(count, 'file')} {suffix}" for suffix, count in unknown.items()]
    return [f"  left out: {list_some([*listed, *others])}"]
