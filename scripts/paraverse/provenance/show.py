"""Provenance as text for people."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from paraverse.errors import list_some, pluralize
from paraverse.provenance.document import CONFIG, PLOTS

_INDENT = 14
_WIDTH = 100
_MAX_LISTED = 10


def show(document: Mapping[str, Any]) -> list[str]:
    """Return a document as lines of text.

    Parameters
    ----------
    document
        What `paraverse.provenance.read.read_provenance` returns.

    Returns
    -------
    list of str
        First what the figure is and how to make it again, at the end its configuration.
    """
    figure = document.get("figure") or {}
    sections = {
        "plot": _plot(document, figure),
        "result": filter(None, [document.get("result")]),
        "placeholder": filter(None, [figure.get("placeholder")]),
        "made again by": [command_of(document)],
        "project": [_repository(document.get("repository"))],
        "made with": _environment(document.get("environment") or {}),
        "universe": _universe(figure.get("universe")),
        "universes": _universes(document.get("inputs") or {}, document.get("universes_in_sweep")),
        "dimensions": _dimensions(document.get("dimensions") or {}),
        "simulation": _simulation(document.get("simulation")),
        "code": _code(document),
        "files": _files(document.get("files") or {}),
    }
    lines = [
        f"{'' if index else label:<{_INDENT}}{line}"
        for label, section in sections.items()
        for index, line in enumerate(section)
    ]
    return [*lines, *_configuration(document)]


def command_of(document: Mapping[str, Any]) -> str:
    """Return the command that makes a result again, in the folder of its project."""
    figure = document.get("figure") or {}
    return str(figure.get("command") or document.get("command", ""))


def _plot(document: Mapping[str, Any], figure: Mapping[str, Any]) -> Iterator[str]:
    if plot := document.get("plot"):
        yield f"{figure.get('title') or plot['name']}"
        yield f"{plot['creator']} plot {plot['name']}, drawn by {plot['function']}"


def _repository(repository: Mapping[str, Any] | None) -> str:
    if repository is None:
        return "not in a git repository"
    commit = f"git commit {repository['commit']}"
    if repository["clean"]:
        return f"{commit}, clean"
    return f"{commit}, but other versions of {list_some(repository['changed'])}"


def _environment(environment: Mapping[str, Any]) -> Iterator[str]:
    yield f"paraverse {environment.get('paraverse')}, Python {environment.get('python')}"
    packages = environment.get("packages") or {}
    yield from _wrapped(f"{name} {version}" for name, version in packages.items())


def _universe(universe: Mapping[str, Any] | None) -> Iterator[str]:
    if universe is None:
        return
    point = ", ".join(f"{name}={value}" for name, value in universe["point"].items())
    yield ", ".join(filter(None, [universe["id"], point]))
    for path, digest in universe["files"].items():
        yield f"{path} {digest}"
    if not universe["files"]:  # too many to be listed
        yield f"digest of its files {universe['digest']}"
    yield from (f"incomplete: {reason}" for reason in universe["lacks"])


def _universes(inputs: Mapping[str, Any], in_sweep: int | None) -> Iterator[str]:
    universes = inputs.get("universes") or {}
    if universes:
        of = f" of {in_sweep}" if in_sweep is not None else ""
        yield f"{universes['number']}{of}, digest of their files {universes['digest']}"
    files = universes.get("files") or {}
    for name in list(files)[:_MAX_LISTED]:
        described = ", ".join(f"{path} {digest}" for path, digest in files[name].items())
        yield f"  {described or name}"
    if len(files) > _MAX_LISTED:
        yield f"  and {len(files) - _MAX_LISTED} more (--json lists them)"
    for tag, number in (universes.get("empty_points") or {}).items():
        yield f"no universe at {pluralize(number, 'point')} ({tag})"
    lacks = universes.get("lacks") or {}
    for name in list(lacks)[:_MAX_LISTED]:
        yield f"incomplete: {name}: {'; '.join(lacks[name])}"
    if universes.get("incomplete", 0) > _MAX_LISTED:
        yield f"and {universes['incomplete'] - _MAX_LISTED} more are incomplete"
    for path, digest in (inputs.get("sweep") or {}).items():
        yield f"of the whole sweep: {path} {digest}"


def _dimensions(dimensions: Mapping[str, Any]) -> Iterator[str]:
    for name, values in dimensions.items():
        if isinstance(values, Mapping):
            yield f"{name}: {values['number']} values, {values['first']} … {values['last']}"
        else:
            first = ", ".join(map(str, values[:_MAX_LISTED]))
            more = len(values) - _MAX_LISTED
            yield f"{name}: {first}{f' and {more} more' if more > 0 else ''}"


def _simulation(simulation: Mapping[str, Any] | None) -> Iterator[str]:
    if simulation is not None:
        yield f"{simulation['program']}, {simulation['parameter_space']}"


def _code(document: Mapping[str, Any]) -> Iterator[str]:
    functions = document.get("functions") or {}
    for line in document.get("code") or ():
        location = functions.get(line.rpartition(" ")[0])
        yield f"{line} ({location})" if location else line


def _files(files: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    carried = [name for name, file in files.items() if "digest" not in file]
    yield from _wrapped(carried)
    for name, file in files.items():
        if "digest" in file:
            yield f"{name}: too large to be carried, {file['bytes']} bytes, digest {file['digest']}"


def _configuration(document: Mapping[str, Any]) -> Iterator[str]:
    files = document.get("files") or {}
    for name in (CONFIG, PLOTS):
        if name in files:
            yield ""
            yield f"{name}, as far as it counts:"
            yield from (f"    {line}" for line in files[name]["text"].splitlines())
    lines: Sequence[str] = document.get("configuration") or ()
    if lines:
        yield ""
        yield "configuration:"
        yield from (f"    {line}" for line in lines)


def _wrapped(items: Iterable[str]) -> list[str]:
    # Without breaks between a name and its version
    text = ", ".join(item.replace(" ", "\0") for item in items)
    lines = textwrap.wrap(text, _WIDTH - _INDENT, break_long_words=False, break_on_hyphens=False)
    return [line.replace("\0", " ") for line in lines]
