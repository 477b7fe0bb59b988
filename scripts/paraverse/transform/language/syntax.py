"""Read the sections of a transformation: lists of nodes, definitions and selections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from paraverse.errors import KeyPath, suggest
from paraverse.transform.language.node_forms import read_call
from paraverse.transform.language.steps import FAILURE_MODES, Reporter, Step
from paraverse.yaml_io.placeholders import Argument, Keyword, Previous, Tag

SELECT_KEYS = (
    "path", "transform", "with_previous_result", "omit_tag", "salt", "allow_failure", "fallback",
)  # fmt: skip
"""Keys of an entry of `select`."""


def read_definitions(section: Any, path: KeyPath, report: Reporter) -> list[Step]:
    """Read `define`.

    Parameters
    ----------
    section
        A mapping from tags to values or to lists of nodes; None if it is absent.
    path
        Keys of the section.
    report
        Called with each mistake.

    Returns
    -------
    list of Step
        The steps, in alphabetical order of the tags.
    """
    steps: list[Step] = []
    for tag, definition in _sort_by_tag(section, path, report):
        at = (*path, tag)
        if not isinstance(definition, list | tuple):
            steps.append(Step(operation="define", args=(definition,), tag=tag, path=at))
            continue
        if not definition:
            message = "A list is a list of nodes, and this one is empty. "
            report(f"{message}To define a list, write `- define: [[1, 2]]`.", at)
            steps.append(Step(operation="", tag=tag, path=at))
            continue
        steps += read_chain(definition, at, report)
        steps.append(Step(operation="pass", args=(Previous(),), tag=tag, path=at))
    return steps


def read_selections(section: Any, path: KeyPath, report: Reporter, prefix: str = "") -> list[Step]:
    """Read `select`.

    Parameters
    ----------
    section
        A mapping from tags to paths in the data, or to mappings with the keys `SELECT_KEYS`; None
        if it is absent.
    path
        Keys of the section.
    report
        Called with each mistake.
    prefix
        Path to prepend to those of all selections.

    Returns
    -------
    list of Step
        The steps, in alphabetical order of the tags.
    """
    steps: list[Step] = []
    for tag, entry in _sort_by_tag(section, path, report):
        steps += _read_selection(tag, entry, (*path, tag), report, prefix)
    return steps


def read_chain(
    entries: Any, path: KeyPath, report: Reporter, *, with_previous_result: bool = False
) -> list[Step]:
    """Read a list of nodes.

    Parameters
    ----------
    entries
        The list.
    path
        Keys of the list.
    report
        Called with each mistake.
    with_previous_result
        Whether nodes that do not specify it themselves take the result of the previous node.

    Returns
    -------
    list of Step
        One step for each node; empty if `entries` is not a list.
    """
    if not isinstance(entries, list | tuple):
        report(f"Takes a list of operations; found {entries!r}.", path)
        return []
    return [
        _read_node(entry, (*path, index), report, with_previous_result)
        for index, entry in enumerate(entries)
    ]


def is_cached(entry: Mapping[str, Any], path: KeyPath, report: Reporter) -> bool:
    """Tell whether the result of a node is to be written to a file of its own.

    Parameters
    ----------
    entry
        The node, with `cache` or with `file_cache: {write: {enabled: …}}`, as in dantro.
    path
        Keys of the node.
    report
        Called with each mistake.

    Returns
    -------
    bool
        The setting; False if it is absent or invalid.
    """
    setting = entry.get("cache", entry.get("file_cache"))
    for key in ("write", "enabled"):
        if isinstance(setting, Mapping):
            setting = setting.get(key)
    if not isinstance(setting, bool | None):
        message = "Takes `true` or `false`: whether the result gets a file of its own; "
        report(f"{message}found {setting!r}.", path)
        return False
    return bool(setting)


def _sort_by_tag(section: Any, path: KeyPath, report: Reporter) -> list[tuple[str, Any]]:
    if section is None:
        return []
    if not isinstance(section, Mapping):
        report(f"Takes a mapping from tags; found {section!r}.", path)
        return []
    return sorted((str(tag), entry) for tag, entry in section.items())


def _read_selection(
    tag: str, entry: Any, path: KeyPath, report: Reporter, prefix: str
) -> list[Step]:
    if isinstance(entry, str):
        entry = {"path": entry}
    if not isinstance(entry, Mapping):
        report(f"Takes a path or a mapping; found {entry!r}.", path)
        return [Step(operation="", tag=tag, path=path)]
    for key in entry:
        if key in ("file_cache", "cache", "memory_cache"):
            message = "Selected data are in a file already; use it for nodes of `transform`."
            report(f"{key!r} is not for selections. {message}", (*path, key))
        elif key not in SELECT_KEYS:
            report(f"Unknown key {key!r}. {suggest(key, SELECT_KEYS)}", (*path, str(key)))
    chain = read_chain(
        entry.get("transform") or [],
        (*path, "transform"),
        report,
        with_previous_result=bool(entry.get("with_previous_result")),
    )
    selection = Step(
        operation="getitem",
        args=(Tag("select_base"), _read_selected_path(entry, path, report, prefix)),
        salt=entry.get("salt"),
        allow_failure=_read_failure_mode(entry, path, report),
        fallback=entry.get("fallback"),
        path=path,
    )
    steps = [selection, *chain]
    if not entry.get("omit_tag"):
        if steps[-1].tag is not None:
            message = f"The result of the last node gets the tag of the selection, {tag!r}; "
            report(f"{message}a tag of its own is one too many.", steps[-1].path)
        steps[-1] = replace(steps[-1], tag=tag)
    return steps


def _read_selected_path(
    entry: Mapping[str, Any], path: KeyPath, report: Reporter, prefix: str
) -> Any:
    selected = entry.get("path")
    if isinstance(selected, str):
        return f"{prefix.removesuffix('/')}/{selected}" if prefix else selected
    if selected is None:
        report("The key 'path', the data to select, is missing.", path)
    elif not isinstance(selected, Argument | Keyword):
        report(f"Takes a path in the data; found {selected!r}.", (*path, "path"))
    elif prefix:
        report("With `select_path_prefix`, paths cannot be arguments.", (*path, "path"))
    return selected


def _read_node(entry: Any, path: KeyPath, report: Reporter, with_previous_result: bool) -> Step:
    if isinstance(entry, str):
        entry = {"operation": entry, "with_previous_result": True}
    if not isinstance(entry, Mapping):
        report(f"Takes the name of an operation or a mapping; found {entry!r}.", path)
        return Step(operation="", path=path)
    tag = None if entry.get("tag") is None else str(entry["tag"])
    context = entry.get("context") or {}
    if not isinstance(context, Mapping):
        report(f"'context' takes a mapping; found {context!r}.", path)
    try:
        operation, args, kwargs = read_call(entry, with_previous_result)
    except ValueError as error:
        report(str(error), path)
        return Step(operation="", tag=tag, path=path)
    return Step(
        operation=operation,
        args=args,
        kwargs=kwargs,
        tag=tag,
        salt=entry.get("salt"),
        allow_failure=_read_failure_mode(entry, path, report),
        fallback=entry.get("fallback"),
        forced=bool(entry.get("force_compute")),
        cached=is_cached(entry, path, report),
        context=context,
        path=path,
    )


def _read_failure_mode(entry: Mapping[str, Any], path: KeyPath, report: Reporter) -> str | None:
    mode = entry.get("allow_failure")
    if mode not in (None, True, False, *FAILURE_MODES):
        allowed = ", ".join(("true", "false", *FAILURE_MODES))
        report(f"'allow_failure' takes {allowed}; found {mode!r}.", path)
        return None
    if not mode and entry.get("fallback") is not None:
        report("'fallback' is for nodes with `allow_failure: true` (or log, warn, silent).", path)
    return ("log" if mode is True else mode) or None
