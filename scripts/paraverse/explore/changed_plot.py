"""A plot of the plots file with some of its keys changed."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ruamel.yaml

from paraverse.errors import PlotError, suggest


@dataclass(frozen=True, kw_only=True)
class ChangedPlot:
    """A plot with changes, as text.

    Attributes
    ----------
    file
        The plots file, in which this plot is changed and all others are disabled.
    yaml
        The plot alone, to put into the plots file.
    """

    file: str
    yaml: str


def change_plot(file: str | Path, name: str, changes: Mapping[str, Any]) -> ChangedPlot:
    """Change some keys of a plot.

    Parameters
    ----------
    file
        The plots file. Its comments and tags, such as ``!dag_tag``, are preserved.
    name
        The name of the plot.
    changes
        Values by key. Mappings are merged into those of the plot. The key `title` is short for
        the title of a helper.

    Returns
    -------
    ChangedPlot
        The plots file and the plot.

    Raises
    ------
    PlotError
        If there is no such plot, or if it cannot be read.
    """
    yaml = ruamel.yaml.YAML()
    yaml.preserve_quotes = True
    yaml.width = 100
    try:
        plots = yaml.load(Path(file).read_text(encoding="utf-8")) or {}
    except (ruamel.yaml.error.YAMLError, OSError, UnicodeDecodeError) as error:
        raise PlotError(f"{file}: {error}") from error
    if name not in plots:
        raise PlotError(f"{file} has no plot {name!r}. {suggest(name, plots)}")
    for other, values in list(plots.items()):
        if other == name:
            continue
        if isinstance(values, dict):
            values["enabled"] = False
        else:
            del plots[other]
    if not isinstance(plots[name], dict):  # true, or `inherit`
        plots[name] = {"based_on": name}
    plots[name].pop("enabled", None)
    _update(plots[name], _with_helper(plots[name], changes))
    return ChangedPlot(file=_dump(yaml, plots), yaml=_dump(yaml, {name: plots[name]}))


def _with_helper(values: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return changes with the title as an argument of the helper that sets it."""
    changes = dict(changes)
    if "title" in changes:
        merged = {**values, **changes}
        name = "set_suptitle" if merged.get("col") or merged.get("row") else "set_title"
        helpers = dict(changes.get("helpers") or {})
        helpers[name] = {**helpers.get(name, {}), "title": changes.pop("title")}
        changes["helpers"] = helpers
    return changes


def _update(values: Any, changes: Mapping[str, Any]) -> None:
    """Merge changes into a mapping, which keeps its comments."""
    for key, value in changes.items():
        if isinstance(value, Mapping) and isinstance(values.get(key), dict):
            _update(values[key], value)
        else:
            values[key] = _plain(value)


def _plain(value: Any) -> Any:
    """Return a value that YAML can represent: NumPy's numbers and arrays as numbers and lists."""
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def _dump(yaml: ruamel.yaml.YAML, data: Any) -> str:
    stream = io.StringIO()
    try:
        yaml.dump(data, stream)
    except ruamel.yaml.error.YAMLError as error:
        raise PlotError(f"A value cannot be written as YAML: {error}") from error
    return stream.getvalue()
