"""The forms in which nodes can be written, brought into one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from paraverse.errors import KeyPath, suggest
from paraverse.transform.language.hooks import HOOKS
from paraverse.yaml_io.placeholders import Argument, Keyword, Placeholder, Previous, Tag

Report = Callable[[str, KeyPath], None]
"""Takes what is wrong, and where."""

NODE_KEYS = (
    "operation", "args", "kwargs", "tag", "with_previous_result", "salt", "force_compute",
    "allow_failure", "fallback", "memory_cache", "file_cache", "cache", "context", "ignore_hooks",
)  # fmt: skip
"""Keys of a node; any other key is taken for an operation."""

SELECT_KEYS = (
    "path", "transform", "with_previous_result", "omit_tag", "salt", "allow_failure", "fallback",
)  # fmt: skip
"""Keys of an entry of `select`."""

FAILURE_MODES = ("log", "warn", "silent")
"""How a failure that is allowed is told."""


@dataclass(frozen=True)
class Step:
    """A node as it is written.

    Attributes
    ----------
    operation
        Name of an operation or meta-operation; "" for one that cannot be read.
    args, kwargs
        Its arguments, with placeholders at any depth. Inside of a meta-operation all three
        may be placeholders as a whole.
    tag
        Name of its result.
    salt
        Makes it different from a node that says the same; of a value from outside, what it is.
    allow_failure
        How a failure is told, of `FAILURE_MODES`; None if it is an error.
    fallback
        The result in case of failure.
    forced
        Whether it is computed even if nothing needs it.
    cached
        Whether its result is worth keeping in a file.
    context
        What a user noted about it.
    path
        Where it stands.
    call
        Where the meta-operation is used that it is part of.
    """

    operation: Any
    args: Any = ()
    kwargs: Any = field(default_factory=dict)
    tag: str | None = None
    salt: Any = None
    allow_failure: str | None = None
    fallback: Any = None
    forced: bool = False
    cached: bool = False
    context: Mapping[str, Any] = field(default_factory=dict)
    path: KeyPath = ()
    call: KeyPath = ()


def read_definitions(section: Any, at: KeyPath, report: Report) -> list[Step]:
    """Read `define`: for each tag a value, or a list of nodes; in the order of the tags."""
    steps: list[Step] = []
    for tag, definition in _by_tag(section, at, report):
        path = (*at, tag)
        if not isinstance(definition, list | tuple):
            steps.append(Step("define", (definition,), tag=tag, path=path))
            continue
        if not definition:
            message = "A list is a list of nodes, and this one is empty. "
            report(f"{message}To define a list, write `- define: [[1, 2]]`.", path)
            steps.append(Step("", tag=tag, path=path))
            continue
        steps += read_chain(definition, path, report)
        steps.append(Step("pass", (Previous(),), tag=tag, path=path))
    return steps


def read_selections(section: Any, at: KeyPath, report: Report, prefix: str = "") -> list[Step]:
    """Read `select`: for each tag a path, or more about it; in the order of the tags."""
    steps: list[Step] = []
    for tag, entry in _by_tag(section, at, report):
        steps += _selection(tag, entry, (*at, tag), report, prefix)
    return steps


def read_chain(
    entries: Any, path: KeyPath, report: Report, *, with_previous_result: bool = False
) -> list[Step]:
    """Read a list of nodes.

    Parameters
    ----------
    entries
        The list.
    path
        Where it stands.
    report
        Called with what is wrong.
    with_previous_result
        Whether nodes that do not say so take the result of the one before.
    """
    if not isinstance(entries, list | tuple):
        report(f"Takes a list of operations; found {entries!r}.", path)
        return []
    return [
        _node(entry, (*path, index), report, with_previous_result)
        for index, entry in enumerate(entries)
    ]


def _by_tag(section: Any, at: KeyPath, report: Report) -> list[tuple[str, Any]]:
    if section is None:
        return []
    if not isinstance(section, Mapping):
        report(f"Takes a mapping from tags; found {section!r}.", at)
        return []
    return sorted((str(tag), entry) for tag, entry in section.items())


def _selection(tag: str, entry: Any, at: KeyPath, report: Report, prefix: str) -> list[Step]:
    if isinstance(entry, str):
        entry = {"path": entry}
    if not isinstance(entry, Mapping):
        report(f"Takes a path or a mapping; found {entry!r}.", at)
        return [Step("", tag=tag, path=at)]
    for key in entry:
        if key in ("file_cache", "cache", "memory_cache"):
            message = "What is selected is in a file already; a node of `transform` can have this."
            report(f"{key!r} is not for selections. {message}", (*at, key))
        elif key not in SELECT_KEYS:
            report(f"Unknown key {key!r}. {suggest(key, SELECT_KEYS)}", (*at, str(key)))
    chain = read_chain(
        entry.get("transform") or [],
        (*at, "transform"),
        report,
        with_previous_result=bool(entry.get("with_previous_result")),
    )
    selected = Step(
        "getitem",
        (Tag("select_base"), _selected_path(entry, at, report, prefix)),
        salt=entry.get("salt"),
        allow_failure=_failure_mode(entry, at, report),
        fallback=entry.get("fallback"),
        path=at,
    )
    steps = [selected, *chain]
    if not entry.get("omit_tag"):
        if steps[-1].tag is not None:
            message = f"The result of the last node gets the tag of the selection, {tag!r}; "
            report(f"{message}a tag of its own is one too many.", steps[-1].path)
        steps[-1] = replace(steps[-1], tag=tag)
    return steps


def _selected_path(entry: Mapping[str, Any], at: KeyPath, report: Report, prefix: str) -> Any:
    path = entry.get("path")
    if isinstance(path, str):
        return f"{prefix.removesuffix('/')}/{path}" if prefix else path
    if path is None:
        report("The key 'path' is missing: which data to select.", at)
    elif not isinstance(path, Argument | Keyword):
        report(f"Takes a path in the data; found {path!r}.", (*at, "path"))
    elif prefix:
        report("With `select_path_prefix`, paths cannot be arguments.", (*at, "path"))
    return path


def _node(entry: Any, path: KeyPath, report: Report, with_previous_result: bool) -> Step:
    if isinstance(entry, str):
        entry = {"operation": entry, "with_previous_result": True}
    if not isinstance(entry, Mapping):
        report(f"Takes the name of an operation or a mapping; found {entry!r}.", path)
        return Step("", path=path)
    tag = None if entry.get("tag") is None else str(entry["tag"])
    context = entry.get("context") or {}
    if not isinstance(context, Mapping):
        report(f"'context' takes a mapping; found {context!r}.", path)
    try:
        operation, args, kwargs = _arguments(entry)
        if entry.get("with_previous_result", with_previous_result):
            if isinstance(args, Placeholder):
                raise ValueError("With 'with_previous_result', 'args' takes a list.")
            args = (Previous(), *args)
        if not entry.get("ignore_hooks"):
            args, kwargs = _hooked(operation, args, kwargs)
    except ValueError as error:
        report(str(error), path)
        return Step("", tag=tag, path=path)
    return Step(
        operation,
        args,
        kwargs,
        tag=tag,
        salt=entry.get("salt"),
        allow_failure=_failure_mode(entry, path, report),
        fallback=entry.get("fallback"),
        forced=bool(entry.get("force_compute")),
        cached=is_cached(entry, path, report),
        context=context,
        path=path,
    )


def is_cached(entry: Mapping[str, Any], path: KeyPath, report: Report) -> bool:
    """Say whether `cache` or dantro's `file_cache: {write: {enabled: …}}` is on."""
    setting = entry.get("cache", entry.get("file_cache"))
    for key in ("write", "enabled"):
        if isinstance(setting, Mapping):
            setting = setting.get(key)
    if not isinstance(setting, bool | None):
        report(f"Whether to keep the result is `true` or `false`; found {setting!r}.", path)
        return False
    return bool(setting)


def _failure_mode(entry: Mapping[str, Any], path: KeyPath, report: Report) -> str | None:
    mode = entry.get("allow_failure")
    if mode not in (None, True, False, *FAILURE_MODES):
        allowed = ", ".join(("true", "false", *FAILURE_MODES))
        report(f"'allow_failure' takes {allowed}; found {mode!r}.", path)
        return None
    if not mode and entry.get("fallback") is not None:
        report("'fallback' is for nodes with `allow_failure: true` (or log, warn, silent).", path)
    return ("log" if mode is True else mode) or None


def _arguments(entry: Mapping[str, Any]) -> tuple[Any, Any, Any]:
    """Read the full form of a node, or the short one: `operation: arguments`."""
    args, kwargs = entry.get("args"), entry.get("kwargs")
    others = [str(key) for key in entry if key not in NODE_KEYS]
    written = "operation" in entry
    if not others and not written:
        raise ValueError("No operation is named. Write `operation: NAME` or `NAME: arguments`.")
    if len(others) + written > 1:
        raise ValueError(_several(others, entry.get("operation")))
    if written:
        if not isinstance(entry["operation"], str | Argument | Keyword):
            raise ValueError(f"'operation' takes a name; found {entry['operation']!r}.")
        return entry["operation"], _sequence(args), _keywords(kwargs)
    (name,) = others
    short = next(value for key, value in entry.items() if str(key) == name)
    if isinstance(short, Mapping):
        if kwargs:
            raise ValueError(
                f"{name!r} has keyword arguments twice: after its name and in 'kwargs'."
            )
        return name, _sequence(args), _keywords(short)
    if short is None:
        return name, _sequence(args), _keywords(kwargs)
    if args:
        raise ValueError(f"{name!r} has arguments twice: after its name and in 'args'.")
    return name, tuple(short) if isinstance(short, list | tuple) else (short,), _keywords(kwargs)


def _several(others: Sequence[str], operation: Any) -> str:
    for name in others:
        hint = suggest(name, NODE_KEYS, limit=0)
        if hint:
            return f"Unknown key {name!r}. {hint}"
    named = [*others, *([operation] if operation is not None else [])]
    return f"One node takes one operation; found {', '.join(map(repr, named))}."


def _sequence(args: Any) -> Any:
    if isinstance(args, Argument | Keyword):
        return args
    if args is not None and not isinstance(args, list | tuple):
        raise ValueError(f"'args' takes a list; found {args!r}.")
    return tuple(args or ())


def _keywords(kwargs: Any) -> Any:
    if isinstance(kwargs, Argument | Keyword):
        return kwargs
    if kwargs is not None and not isinstance(kwargs, Mapping):
        raise ValueError(f"'kwargs' takes a mapping; found {kwargs!r}.")
    return {str(key): value for key, value in (kwargs or {}).items()}


def _hooked(operation: Any, args: Any, kwargs: Any) -> tuple[Any, Any]:
    if any(isinstance(part, Placeholder) for part in (operation, args, kwargs)):
        return args, kwargs
    hook = HOOKS.get(operation)
    if hook is None:
        return args, kwargs
    try:
        return hook(args, kwargs)
    except ValueError as error:
        raise ValueError(f"{operation!r}: {error}") from None
