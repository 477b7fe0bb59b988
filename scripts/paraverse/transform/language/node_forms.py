"""The forms of a node: ``operation`` with ``args`` and ``kwargs``, or ``NAME: arguments``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from paraverse.errors import suggest
from paraverse.transform.language.hooks import HOOKS
from paraverse.yaml_io.placeholders import Argument, Keyword, Placeholder, Previous

NODE_KEYS = (
    "operation", "args", "kwargs", "tag", "with_previous_result", "salt", "force_compute",
    "allow_failure", "fallback", "memory_cache", "file_cache", "cache", "context", "ignore_hooks",
)  # fmt: skip
"""Keys of a node. Any other key is the name of an operation."""


def read_call(entry: Mapping[str, Any], with_previous_result: bool) -> tuple[Any, Any, Any]:
    """Read the operation of a node and its arguments.

    Parameters
    ----------
    entry
        The node.
    with_previous_result
        Whether the result of the previous node is the first argument if the node does not specify
        this itself.

    Returns
    -------
    operation : str or Placeholder
        Name of the operation.
    args : tuple or Placeholder
        Positional arguments.
    kwargs : dict or Placeholder
        Keyword arguments.

    Raises
    ------
    ValueError
        If the node does not name exactly one operation, or if its arguments are not well-formed.
    """
    operation, args, kwargs = _read_arguments(entry)
    if entry.get("with_previous_result", with_previous_result):
        if isinstance(args, Placeholder):
            raise ValueError("With 'with_previous_result', 'args' takes a list.")
        args = (Previous(), *args)
    if not entry.get("ignore_hooks"):
        args, kwargs = _apply_hook(operation, args, kwargs)
    return operation, args, kwargs


def _read_arguments(entry: Mapping[str, Any]) -> tuple[Any, Any, Any]:
    args, kwargs = entry.get("args"), entry.get("kwargs")
    others = [str(key) for key in entry if key not in NODE_KEYS]
    has_operation = "operation" in entry
    if not others and not has_operation:
        raise ValueError("No operation is named. Write `operation: NAME` or `NAME: arguments`.")
    if len(others) + has_operation > 1:
        raise ValueError(_explain_several(others, entry.get("operation")))
    if has_operation:
        if not isinstance(entry["operation"], str | Argument | Keyword):
            raise ValueError(f"'operation' takes a name; found {entry['operation']!r}.")
        return entry["operation"], _read_args(args), _read_kwargs(kwargs)
    (name,) = others
    short = next(value for key, value in entry.items() if str(key) == name)
    if isinstance(short, Mapping):
        if kwargs:
            raise ValueError(
                f"{name!r} has keyword arguments twice: after its name and in 'kwargs'."
            )
        return name, _read_args(args), _read_kwargs(short)
    if short is None:
        return name, _read_args(args), _read_kwargs(kwargs)
    if args:
        raise ValueError(f"{name!r} has arguments twice: after its name and in 'args'.")
    return name, tuple(short) if isinstance(short, list | tuple) else (short,), _read_kwargs(kwargs)


def _explain_several(others: Sequence[str], operation: Any) -> str:
    for name in others:
        hint = suggest(name, NODE_KEYS, limit=0)
        if hint:
            return f"Unknown key {name!r}. {hint}"
    names = [*others, *([operation] if operation is not None else [])]
    return f"One node takes one operation; found {', '.join(map(repr, names))}."


def _read_args(args: Any) -> Any:
    if isinstance(args, Argument | Keyword):
        return args
    if args is not None and not isinstance(args, list | tuple):
        raise ValueError(f"'args' takes a list; found {args!r}.")
    return tuple(args or ())


def _read_kwargs(kwargs: Any) -> Any:
    if isinstance(kwargs, Argument | Keyword):
        return kwargs
    if kwargs is not None and not isinstance(kwargs, Mapping):
        raise ValueError(f"'kwargs' takes a mapping; found {kwargs!r}.")
    return {str(key): value for key, value in (kwargs or {}).items()}


def _apply_hook(operation: Any, args: Any, kwargs: Any) -> tuple[Any, Any]:
    if any(isinstance(value, Placeholder) for value in (operation, args, kwargs)):
        return args, kwargs
    hook = HOOKS.get(operation)
    if hook is None:
        return args, kwargs
    try:
        return hook(args, kwargs)
    except ValueError as error:
        raise ValueError(f"{operation!r}: {error}") from None
