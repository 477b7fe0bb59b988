"""The provenance that jobs write: the origin that the plan knows, and what only the job knows."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from paraverse.base.content import content_of
from paraverse.base.output_record import OutputRecord, dependencies_digest, record_path
from paraverse.pipeline.digested_files import BLOCK, FileDigests, contents_of, used_files
from paraverse.provenance.document import CONFIG, MAX_BYTES, PLOTS, SharedDocument, to_json_text
from paraverse.provenance.environment import describe_environment
from paraverse.provenance.origin import Facts
from paraverse.provenance.project_files import digest_of
from paraverse.results.file import read_sources
from paraverse.store.read.batch import BatchFile
from paraverse.yaml_io.dump import dump_config

MAX_UNIVERSES = 100
MAX_FILES = 1000
"""The numbers of universes, and of their files, that are listed one by one."""

_MAX_MISSING = 50
"""The number of universes that lack something and are listed one by one."""

_DIGESTS = (
    "of universes' files: the first 16 digits of SHA-256; those that begin with `sample` cover the "
    f"size and three blocks of {BLOCK} bytes"
)
"""The kinds of digests, for readers of documents."""


def with_recorded_commit(
    facts: Facts | None, output: str | Path, depends_on: Collection[str]
) -> Facts | None:
    """Let a file that other jobs read keep its commit as long as it depends on the same.

    Otherwise, a new commit would change its bytes, and so cause other jobs, wherever it is made
    again although nothing else has changed.

    Parameters
    ----------
    facts
        What the plan knows; None if results carry no provenance.
    output
        The file.
    depends_on
        What it depends on.

    Returns
    -------
    mapping or None
        The same, with the commit at which the file was first made from what it depends on, as its
        record states it.
    """
    if facts is None:
        return None
    record = OutputRecord.read(record_path(output))
    if record is None or record.depends_on != dependencies_digest(depends_on):
        return facts
    return {**facts, "document": {**facts["document"], "repository": record.repository}}


def store_document(origin: Facts | None, universes: Mapping[str, FileDigests]) -> str | None:
    """Return the provenance of a store.

    Parameters
    ----------
    origin
        What the plan knows; None if results carry no provenance.
    universes
        The files of each universe, by its id.

    Returns
    -------
    str or None
        JSON.
    """
    if origin is None:
        return None
    inputs = {"universes": _describe_universes(universes)}
    return to_json_text({**_document(origin), "inputs": inputs})


def data_document(
    origin: Facts | None, stores: Sequence[str], nodes: Sequence[str], sweep: str | None
) -> tuple[str | None, dict[str, Any] | None]:
    """Return the provenance of the data of a plot or a node.

    Parameters
    ----------
    origin
        What the plan knows; None if results carry no provenance.
    stores, nodes
        The files that the job reads.
    sweep
        The file with the data of the whole sweep; None if it is not read.

    Returns
    -------
    document : str or None
        JSON.
    sources : dict or None
        What a job that reads these data needs for its own provenance: the files of each universe,
        what incomplete ones lack, the files of the whole sweep, and a summary of all this.
    """
    if origin is None:
        return None, None
    sources = _read_all_sources(origin, stores, nodes, sweep)
    inputs: dict[str, Any] = {
        "universes": {
            **_describe_universes(sources["universes"], sources["lacks"]),
            "empty_points": {t: n for t, n in origin["empty_points"].items() if n},
        }
    }
    if sources["sweep"]:
        inputs["sweep"] = contents_of(sources["sweep"])
    return to_json_text({**_document(origin), "inputs": inputs}), {**sources, "inputs": inputs}


def _read_all_sources(
    origin: Facts, stores: Sequence[str], nodes: Sequence[str], sweep: str | None
) -> dict[str, Any]:
    ids, paths = set(origin["universes"]), origin["paths"]
    universes: dict[str, FileDigests] = {}
    lacks: dict[str, Sequence[str]] = {}
    of_sweep: FileDigests = {}
    for node in nodes:
        of_node = read_sources(node)
        for name, files in of_node.get("universes", {}).items():
            universes[name] = {**universes.get(name, {}), **files}
        lacks |= of_node.get("lacks", {})
        of_sweep = {**of_sweep, **of_node.get("sweep", {})}
    for store in stores:
        with BatchFile(store) as batch:
            for name, files, reasons in batch.sources():
                if name in ids:
                    universes[name] = {**universes.get(name, {}), **used_files(files, paths)}
                    if reasons:
                        lacks[name] = reasons
    if sweep is not None:
        with BatchFile(sweep) as batch:
            of_sweep = {**of_sweep, **batch.files(batch.ids[0])}
    return {
        "universes": {name: universes[name] for name in sorted(universes)},
        "lacks": {name: lacks[name] for name in sorted(lacks)},
        "sweep": of_sweep,
    }


def figure_document(facts: Facts | None, data: str | None = None) -> SharedDocument | None:
    """Return the provenance of figures.

    Parameters
    ----------
    facts
        What the plan knows; None if the figures carry no provenance.
    data
        The file with the data that they show; None for universe plots.

    Returns
    -------
    SharedDocument or None
        What all figures of the job have in common.
    """
    if facts is None:
        return None
    document = _document(facts)
    if data is not None:
        document["inputs"] = read_sources(data).get("inputs", {})
    if "files" in facts:
        project = {
            CONFIG: {"text": dump_config({**facts["config"], "plots": PLOTS})},
            PLOTS: {"text": dump_config(facts["plots"])},
        }
        document["files"] = _fitting({**facts["files"], **project}, len(to_json_text(document)))
    return SharedDocument(document)


def universe_figure(
    facts: Facts, batch: BatchFile, name: str, figures: Sequence[str]
) -> dict[str, Any]:
    """Return the provenance of the figure of a universe, besides what all have in common.

    Parameters
    ----------
    facts
        What the plan knows.
    batch
        The store with the universe.
    name
        The id of the universe.
    figures
        The files of the figure, or its folder.

    Returns
    -------
    dict
        The universe: its id, its point, the files that it was loaded from, and what it lacks.
    """
    contents = contents_of(used_files(batch.files(name), facts["paths"]))
    figure = f"{facts['folder']}/{Path(figures[0]).name}"
    return {
        "command": f"paraverse run {shlex.quote(figure)}",
        "universe": {
            "id": name,
            "point": batch.entry(name).parameters,
            "digest": digest_of(to_json_text(contents).encode()),
            "files": contents if len(contents) <= MAX_FILES else {},
            "lacks": list(batch.entry(name).warnings),
        },
    }


def _document(facts: Facts) -> dict[str, Any]:
    document: Mapping[str, Any] = facts["document"]
    return {
        **document,
        "environment": describe_environment(facts.get("modules", ())),
        "digests": _DIGESTS,
    }


def _describe_universes(
    universes: Mapping[str, FileDigests], lacks: Mapping[str, Sequence[str]] | None = None
) -> dict[str, Any]:
    contents = {name: contents_of(files) for name, files in universes.items()}
    described: dict[str, Any] = {
        "number": len(contents),
        # Whatever the order of batches
        "digest": digest_of(to_json_text([[n, contents[n]] for n in sorted(contents)]).encode()),
    }
    if len(contents) <= MAX_UNIVERSES and sum(map(len, contents.values())) <= MAX_FILES:
        described["files"] = contents
    if lacks:
        described["incomplete"] = len(lacks)
        described["lacks"] = {name: list(lacks[name]) for name in sorted(lacks)[:_MAX_MISSING]}
    return described


def _fitting(files: Mapping[str, Mapping[str, Any]], used: int) -> dict[str, Any]:
    """Return files without the content of the largest, so that figures stay readable."""
    sizes = {name: len(to_json_text(file)) for name, file in files.items()}
    fitting = dict(files)
    for name in _largest_first(sizes):
        if used + sum(sizes.values()) <= MAX_BYTES:
            break
        if name not in (CONFIG, PLOTS) and Path(name).is_file():
            fitting[name] = {"digest": content_of(name), "bytes": Path(name).stat().st_size}
            sizes[name] = len(to_json_text(fitting[name]))
    # A plot with so many values can only be made again in its project
    return fitting if used + sum(sizes.values()) <= MAX_BYTES else {}


def _largest_first(sizes: Mapping[str, int]) -> Iterator[str]:
    names: Iterable[str] = sorted(sizes, key=lambda name: (-sizes[name], name))
    yield from names
