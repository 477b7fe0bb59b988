"""Check the name and the arguments of an operation without running it."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from paraverse.errors import TransformError, suggest
from paraverse.transform.methods import check_attribute
from paraverse.transform.modules import LIGHT_MODULES, MODULES
from paraverse.transform.registry import explain_unknown, follow_aliases, is_registered, resolve

_NAMED = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)


def check_call(
    name: str,
    args: Sequence[Any] = (),
    kwargs: Mapping[str, Any] | None = None,
    *,
    others: Iterable[str] = (),
    import_modules: bool = False,
) -> str | None:
    """Check the name and the arguments of an operation before it is run.

    Methods depend on the object, so only their names are checked.

    Parameters
    ----------
    name
        Name of the operation.
    args, kwargs
        Its arguments. Only their number and names are checked.
    others
        Names of further operations to suggest.
    import_modules
        Whether to import modules that are slow to import, such as scipy. By default, their
        functions are not checked.

    Returns
    -------
    str or None
        A message, or None if no mistake is found.

    Examples
    --------
    >>> check_call("exp", [2])
    "Unknown operation 'exp'. Did you mean 'np.exp' or 'math.exp'?"
    >>> check_call("math.exp", [])
    "'math.exp' takes (x): missing a required argument: 'x'."
    """
    target = follow_aliases(name)
    prefix, _, function = target.partition(".")
    if prefix in MODULES and args and not function and isinstance(args[0], str):  # `np.: [log, 2]`
        return check_call(target + args[0], args[1:], kwargs, import_modules=import_modules)
    if not is_registered(target):
        if target.startswith("."):
            return check_attribute(target[1:])
        if prefix not in MODULES or not function:
            return explain_unknown(name, others)
        if prefix not in LIGHT_MODULES and not import_modules:
            return None
    try:
        signature = inspect.signature(resolve(target))
    except TransformError as error:
        return str(error)
    except ValueError:  # some functions written in C have no signature
        return None
    return check_arguments(name, signature, args, kwargs or {})


def check_arguments(
    name: str, signature: inspect.Signature, args: Sequence[Any], kwargs: Mapping[str, Any]
) -> str | None:
    """Check arguments against a signature.

    Parameters
    ----------
    name
        Name of the function, for the message.
    signature
        Its signature.
    args, kwargs
        The arguments. Only their number and names are checked.

    Returns
    -------
    str or None
        A message, or None if the arguments fit.

    Examples
    --------
    >>> check_arguments("len", inspect.signature(len), [], {})
    "'len' takes (obj): missing a required argument: 'obj'."
    """
    try:
        signature.bind(*args, **kwargs)
    except TypeError as error:
        # Without the word that newer versions of Python add, as all arguments have names in YAML
        problem = f"{error}.".replace("required keyword-only argument", "required argument")
        named = [p.name for p in signature.parameters.values() if p.kind in _NAMED]
        is_open = any(p.kind is p.VAR_KEYWORD for p in signature.parameters.values())
        unknown = [] if is_open else [key for key in kwargs if key not in named]
        if unknown:
            problem = f"there is no {unknown[0]!r}. {suggest(unknown[0], named, limit=0)}".rstrip()
        parameters = ", ".join(
            str(p).partition(":")[0] if p.default is p.empty else f"[{p.name}]"
            for p in signature.parameters.values()
        )
        return f"{name!r} takes ({parameters}): {problem}"
    return None
