"""The data behind a figure: tagged results as a netCDF file, a group for each tag.

What netCDF cannot hold is not written: functions, graphs, objects of whatever kind. The file says
instead how it is made from what is written, and with it which version of the operations made it;
reading such a tag computes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from paraverse.errors import Location, ParaverseError, SkipPlot
from paraverse.results.values import ValueReader, ValueWriter
from paraverse.store.exact_json import from_json, to_json
from paraverse.store.index import new_file, open_file
from paraverse.store.write.netcdf_writer import NetcdfWriter
from paraverse.transform.evaluation.recompute import RecomputedNodes
from paraverse.user_code.importing import load_modules


def write_results(
    path: str | Path,
    tags: Mapping[str, Any],
    skipped: str | None = None,
    *,
    remainder: RecomputedNodes | None = None,
    modules: Sequence[str] = (),
    fingerprints: Mapping[str, str] | None = None,
) -> None:
    """Write tagged results to a file; it appears complete or not at all.

    Parameters
    ----------
    path
        The netCDF file. For the same results it has the same bytes.
    tags
        Their values: what `paraverse.results.serializable.check_storable` accepts, or anything for the
        tags of the remainder.
    skipped
        Why there are none, if the plot is skipped.
    remainder
        How the tags are made that cannot be stored.
    modules
        Files in which the project registers operations.
    fingerprints
        Of the operations, by name.

    Raises
    ------
    ParaverseError
        If a result cannot be stored.
    """
    remainder = remainder or RecomputedNodes()
    with new_file(path) as (file, index):
        writer = ValueWriter(NetcdfWriter(file))
        index["skipped"] = skipped
        index["tags"] = []
        for tag, value in tags.items():
            computed = tag in remainder.tags
            index["tags"].append([tag, None if computed else _written(writer, tag, value)])
        if remainder.tags:
            parts = {n: value for n, value in remainder.given.items() if n not in tags}
            used = {step["operation"] for step in remainder.steps}
            prints = {n: found for n, found in (fingerprints or {}).items() if n in used}
            index["remainder"] = {
                "steps": to_json(remainder.steps),
                "places": to_json(remainder.places),
                "parts": [[name, _written(writer, name, value)] for name, value in parts.items()],
                "modules": list(modules),
                "operations": prints,
            }
        index["attributes"] = writer.attributes.rows


def read_results(
    path: str | Path,
    *,
    project: str | Path = ".",
    where: Callable[..., Location] | None = None,
    limit: float = float("inf"),
) -> dict[str, Any]:
    """Read what `write_results` wrote.

    Parameters
    ----------
    path
        The file.
    project
        The project's folder, with the files in which it registers operations.
    where
        Turns keys of the plot into a place in a file, for messages.
    limit
        Bytes above which an array of xarray is lazy.

    Returns
    -------
    dict
        The value of each tag.

    Raises
    ------
    LoadError
        If the file is none of results, or of another version.
    SkipPlot
        If the plot is skipped.
    TransformError
        If a tag that cannot be stored cannot be computed.
    """
    file, index = open_file(path)
    with file:
        if index["skipped"] is not None:
            raise SkipPlot(index["skipped"])
        reader = ValueReader(file, index["attributes"], limit)
        found = {tag: reader.value(described) for tag, described in index["tags"] if described}
        described = index.get("remainder")
        if not described:
            return found
        parts = {name: reader.value(value) for name, value in described["parts"]}
    load_modules([str(Path(project, module)) for module in described["modules"]])
    tags = [tag for tag, _ in index["tags"]]
    steps, places = from_json(described["steps"]), from_json(described["places"])
    missing = [tag for tag in tags if tag not in found]
    found |= RecomputedNodes(steps, places, {**found, **parts}, missing).results(where)
    return {tag: found[tag] for tag in tags}


def _written(writer: ValueWriter, tag: str, value: Any) -> Any:
    try:
        return writer.tag(tag, value)
    except TypeError as error:
        raise ParaverseError(
            f"The tag {tag!r} ({type(value).__name__}) cannot be stored: {error}. Turn it "
            f"into an array or dataset, or name it `.{tag}` if no plot function needs it."
        ) from error
