"""Results of a transformation as a netCDF file, with a group for each tag.

Values that netCDF cannot hold, such as functions, graphs and objects of other types, are not
written. In their place, the file holds the nodes that compute them from what is written, and the
fingerprints of the operations of these nodes. Reading such a tag computes its value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from paraverse.errors import Location, ParaverseError, SkipPlot
from paraverse.load.members import Deflate
from paraverse.results.value_reader import ValueReader
from paraverse.results.value_writer import ValueWriter
from paraverse.store.exact_json import from_json, to_json
from paraverse.store.lock import READ_LOCK
from paraverse.store.read.stored_file import StoredFile
from paraverse.store.write.netcdf_writer import NetcdfWriter
from paraverse.store.write.new_file import new_file
from paraverse.transform.evaluation.recompute import RecomputedNodes
from paraverse.user_code.importing import load_modules


def write_results(
    path: str | Path,
    tags: Mapping[str, Any],
    skipped: str | None = None,
    *,
    recomputed: RecomputedNodes | None = None,
    modules: Sequence[str] = (),
    fingerprints: Mapping[str, str] | None = None,
    warnings: Sequence[str] = (),
    compressed: bool = False,
    provenance: str | None = None,
    sources: Mapping[str, Any] | None = None,
) -> None:
    """Write the results of a transformation to a file, which appears complete or not at all.

    Parameters
    ----------
    path
        Path of the netCDF file. The same results always have the same bytes.
    tags
        The value of each tag. It can be anything that
        `paraverse.results.serializable.check_serializable` accepts; for tags that are recomputed,
        it can be any value at all.
    skipped
        Reason why the plot is skipped and has no results; None if it is not skipped.
    recomputed
        Nodes that compute the tags that cannot be stored; None if there are no such tags.
    modules
        Files in which the project registers operations, relative to its folder.
    fingerprints
        Fingerprints of operations by name; only those of recomputed nodes are written.
    warnings
        Warnings about the data; see `paraverse.base.data_warnings`. They are written last, so the
        list may grow while lazy arrays are computed.
    compressed
        Whether to compress arrays, unless they are small.
    provenance
        How the file is made, as JSON; None to write nothing about it.
    sources
        The universes behind the results, for `read_sources`.

    Raises
    ------
    ParaverseError
        If a result cannot be stored.
    """
    recomputed = recomputed or RecomputedNodes()
    with new_file(path, provenance) as (file, index):
        writer = ValueWriter(NetcdfWriter(file), Deflate() if compressed else None)
        index["compressed"] = compressed
        index["skipped"] = skipped
        index["tags"] = []
        for tag, value in tags.items():
            entry = None if tag in recomputed.tags else _write_tag(writer, tag, value)
            index["tags"].append([tag, entry])
        if recomputed.tags:
            inputs = {n: value for n, value in recomputed.inputs.items() if n not in tags}
            used = {step["operation"] for step in recomputed.steps}
            used_fingerprints = {n: v for n, v in (fingerprints or {}).items() if n in used}
            index["remainder"] = {
                "steps": to_json(recomputed.steps),
                "places": to_json(recomputed.paths),
                "parts": [[name, _write_tag(writer, name, v)] for name, v in inputs.items()],
                "modules": list(modules),
                "operations": used_fingerprints,
            }
        index["attributes"] = writer.attributes.rows
        index["warnings"] = list(warnings)
        if sources is not None:
            index["sources"] = sources


def read_sources(path: str | Path) -> Mapping[str, Any]:
    """Read what `write_results` was told about the universes behind the results.

    Parameters
    ----------
    path
        Path of the netCDF file.

    Returns
    -------
    mapping
        The argument `sources`; empty if there was none.

    Raises
    ------
    LoadError
        If the file cannot be opened, holds no results, or has another format version.
    DamagedFileError
        If the file is damaged.
    """
    with StoredFile(path) as file:
        return dict(file.index.get("sources") or {})


def read_warnings(path: str | Path) -> list[str]:
    """Read the warnings about the data that are in a file of `write_results`.

    Parameters
    ----------
    path
        Path of the netCDF file.

    Returns
    -------
    list of str
        The messages; empty if there are none.

    Raises
    ------
    LoadError
        If the file cannot be opened, holds no results, or has another format version.
    DamagedFileError
        If the file is damaged.
    """
    with StoredFile(path) as file:
        return list(file.index["warnings"])


def are_compressed(path: str | Path) -> bool:
    """Return whether the arrays in a file of `write_results` are compressed.

    Parameters
    ----------
    path
        Path of the netCDF file.

    Returns
    -------
    bool
        The argument `compressed` of `write_results`.

    Raises
    ------
    LoadError
        If the file cannot be opened, holds no results, or has another format version.
    DamagedFileError
        If the file is damaged.
    """
    with StoredFile(path) as file:
        return bool(file.index.get("compressed"))


def read_results(
    path: str | Path,
    *,
    project: str | Path = ".",
    where: Callable[..., Location] | None = None,
    max_bytes: float = float("inf"),
) -> dict[str, Any]:
    """Read the results that `write_results` wrote.

    Parameters
    ----------
    path
        Path of the netCDF file.
    project
        Folder of the project; paths of the files that register operations are relative to it.
    where
        Returns the location of a key of the plot in its configuration file, for messages; if
        None, messages have no location.
    max_bytes
        Labeled arrays larger than this are returned as lazy dask arrays; by default, none are.

    Returns
    -------
    dict
        The value of each tag.

    Raises
    ------
    LoadError
        If the file cannot be opened, holds no results, or has another format version.
    DamagedFileError
        If the file is damaged.
    SkipPlot
        If the plot is skipped.
    TransformError
        If a tag that could not be stored cannot be computed.
    """
    with READ_LOCK, StoredFile(path) as file:
        index = file.index
        if index["skipped"] is not None:
            raise SkipPlot(index["skipped"])
        reader = ValueReader(file, index["attributes"], max_bytes)
        results = {tag: reader.read(entry) for tag, entry in index["tags"] if entry}
        entry = index.get("remainder")
        if not entry:
            return results
        inputs = {name: reader.read(value) for name, value in entry["parts"]}
    load_modules([str(Path(project, module)) for module in entry["modules"]])
    tags = [tag for tag, _ in index["tags"]]
    nodes = RecomputedNodes(
        steps=from_json(entry["steps"]),
        paths=from_json(entry["places"]),
        inputs={**results, **inputs},
        tags=[tag for tag in tags if tag not in results],
    )
    results |= nodes.compute(where)
    return {tag: results[tag] for tag in tags}


def read_arrays(path: str | Path, *, max_bytes: float) -> dict[str, Any]:
    """Read the labeled arrays among the results, without computing anything.

    Parameters
    ----------
    path
        Path of the netCDF file.
    max_bytes
        Arrays larger than this are left out.

    Returns
    -------
    dict
        The `xarray.DataArray` of each such tag; empty if the plot is skipped.

    Raises
    ------
    LoadError
        If the file cannot be opened, holds no results, or has another format version.
    DamagedFileError
        If the file is damaged.
    """
    with READ_LOCK, StoredFile(path) as file:
        index = file.index
        reader = ValueReader(file, index["attributes"], max_bytes)
        entries = {tag: entry for tag, entry in index["tags"] if entry}
        arrays = {t: reader.read(e) for t, e in entries.items() if e["is"] == "DataArray"}
        return {tag: array for tag, array in arrays.items() if array.nbytes <= max_bytes}


def _write_tag(writer: ValueWriter, tag: str, value: Any) -> dict[str, Any]:
    try:
        return writer.write_tag(tag, value)
    except TypeError as error:
        raise ParaverseError(
            f"The tag {tag!r} ({type(value).__name__}) cannot be stored: {error}. Turn it "
            f"into an array or dataset, or name it `.{tag}` if no plot function needs it."
        ) from error
