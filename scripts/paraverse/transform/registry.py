"""The table of operations, and the lookup of an operation by its name.

A name can be that of a registered operation, ``.method`` or ``.attribute`` of any object, or
``module.function`` with one of the prefixes in `paraverse.transform.modules.MODULES`.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from paraverse.errors import TransformError, suggest
from paraverse.transform.methods import METHODS, call_attribute
from paraverse.transform.modules import LIGHT_MODULES, MODULES, find_function

Operation = Callable[..., Any]
"""A function that takes the arguments of a node and returns its result."""

_OPERATIONS: dict[str, Operation | str] = {}
"""Functions by registered name; an alias has another registered name in place of a function."""


def register_table(table: Mapping[str, Operation | str]) -> None:
    """Register many operations at once, replacing those that have the same names.

    Parameters
    ----------
    table
        The function for each name, or another name of the operation, such as ``np.log``.
    """
    _OPERATIONS.update(table)


def operation_names() -> list[str]:
    """Return the names of all registered operations.

    Returns
    -------
    list of str
        The names in alphabetical order; methods and functions of modules are not among them.
    """
    return sorted(_OPERATIONS)


def is_registered(name: str) -> bool:
    """Tell whether an operation of this name is registered.

    Parameters
    ----------
    name
        Name of an operation.

    Returns
    -------
    bool
        False also for methods and for functions of modules, which need no registration.
    """
    return name in _OPERATIONS


def follow_aliases(name: str) -> str:
    """Return the name that an operation has when all aliases are followed.

    Parameters
    ----------
    name
        Any name.

    Returns
    -------
    str
        The name that aliases lead to; `name` itself if it is not an alias.
    """
    while isinstance(target := _OPERATIONS.get(name), str):
        name = target
    return name


def resolve(name: str) -> Operation:
    """Find the function of an operation.

    Parameters
    ----------
    name
        A registered name, ``.method`` or ``.attribute`` (see `call_attribute`), or
        ``module.function`` with one of the prefixes in `MODULES`.

    Returns
    -------
    callable
        The function, which takes the arguments of a node.

    Raises
    ------
    TransformError
        If there is no operation of this name.

    Examples
    --------
    >>> resolve("math.hypot")(3, 4)
    5.0
    >>> resolve(".upper")("a")
    'A'
    """
    name = follow_aliases(name)
    function = _OPERATIONS.get(name)
    if callable(function):
        return function
    if name.startswith("."):
        return functools.partial(call_attribute, name[1:])
    prefix, _, path = name.partition(".")
    if prefix in MODULES and path:
        return find_function(name)
    raise TransformError(explain_unknown(name))


def explain_unknown(name: str, others: Iterable[str] = ()) -> str:
    """Return the message about an operation that does not exist.

    Parameters
    ----------
    name
        The name.
    others
        Names of further operations to suggest.

    Returns
    -------
    str
        A message that suggests similar names, or refers to the documentation if there are none.
    """
    elsewhere = [f".{name}"] if name in METHODS else []
    for prefix in LIGHT_MODULES:
        if hasattr(importlib.import_module(MODULES[prefix]), name):
            elsewhere.append(f"{prefix}.{name}")
    if elsewhere:
        return f"Unknown operation {name!r}. Did you mean {' or '.join(map(repr, elsewhere))}?"
    names = [*_OPERATIONS, *others, *(f".{method}" for method in METHODS)]
    hint = suggest(name, names, limit=0) or (
        "Operations are listed in docs/operations.md; besides, `.name` is any method, and "
        "`np.name`, `xr.name`, `scipy.name`, … any function of these modules."
    )
    return f"Unknown operation {name!r}. {hint}"
