"""Operations by name: registered ones, any method, any function of the usual modules."""

from __future__ import annotations

import functools
import importlib
import importlib.util
import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, overload

from paraverse.errors import ParaverseError, TransformError, suggest
from paraverse.transform.methods import METHODS, attribute_problem, call_attribute
from paraverse.transform.modules import LIGHT_MODULES, MODULES, function_of_module

Operation = Callable[..., Any]

_OPERATIONS: dict[str, Operation | str] = {}
"""Functions by registered name; a text is another name of the same operation."""


@overload
def operation(func: Operation, /) -> Operation: ...
@overload
def operation(
    func: str | None = None,
    /,
    *,
    name: str | None = None,
    version: int | str | None = None,
    packages: Sequence[str] = (),
    overwrite: bool = False,
) -> Callable[[Operation], Operation]: ...
def operation(
    func: Any = None,
    /,
    *,
    name: str | None = None,
    version: int | str | None = None,
    packages: Sequence[str] = (),
    overwrite: bool = False,
) -> Any:
    """Register a function as an operation of the transformation language.

    Parameters
    ----------
    func
        The function, or its name as an operation.
    name
        Its name as an operation; by default the function's own.
    version
        Change it to have everything made again that the operation is used for. Changes of the
        function itself, and of what it uses in the project's files, are noticed without it.
    packages
        Names of installed packages, such as ``("scipy",)``: with another version of one of them,
        everything is made again that the operation is used for.
    overwrite
        Whether it may replace an operation of this name.

    Raises
    ------
    ParaverseError
        If there is an operation of this name.

    Examples
    --------
    >>> @operation
    ... def doubled(data):
    ...     return 2 * data
    >>> @operation("to the fourth", version=2)
    ... def fourth(data):
    ...     return data**4
    """
    # `version` and `packages` are for `paraverse.user_code.fingerprint`, which reads the file
    if isinstance(func, str):
        func, name = None, func

    def register(function: Operation) -> Operation:
        register_operation(function, name, overwrite_existing=overwrite)
        return function

    return register if func is None else register(func)


def is_operation(
    func: Any = None, /, *, skip_existing: bool = False, overwrite_existing: bool = False
) -> Any:
    """Register a function as an operation: dantro's decorator of this name.

    Parameters
    ----------
    func
        The function, or its name as an operation.
    skip_existing, overwrite_existing
        As those of `register_operation`.
    """
    name = func if isinstance(func, str) else None

    def register(function: Operation) -> Operation:
        register_operation(
            function, name, skip_existing=skip_existing, overwrite_existing=overwrite_existing
        )
        return function

    return register(func) if callable(func) else register


def register_operation(
    func: Operation,
    name: str | None = None,
    *,
    skip_existing: bool = False,
    overwrite_existing: bool = False,
) -> None:
    """Register a function as an operation: dantro's function of this name.

    Parameters
    ----------
    func
        The function.
    name
        Its name as an operation; by default the function's own.
    skip_existing
        Whether an operation that has the name already stays.
    overwrite_existing
        Whether it is replaced. This goes before `skip_existing`.

    Raises
    ------
    ParaverseError
        If there is an operation of this name and neither is said, or if there is no name.
    """
    if not callable(func):
        raise ParaverseError(f"An operation is a function; {name!r} is to be {func!r}.")
    name = name or getattr(func, "__name__", None)
    if name is None or name == "<lambda>":
        raise ParaverseError(f"{func!r} ({_place(func)}) needs a `name` to be an operation.")
    if name in _OPERATIONS and not overwrite_existing:
        if skip_existing:
            return
        raise ParaverseError(
            f"The operation {name!r} is registered twice: {_place(resolve(name))} and "
            f"{_place(func)}. Give one of them another name, or the second `overwrite=True`."
        )
    _OPERATIONS[name] = func


def register_table(table: Mapping[str, Operation | str]) -> None:
    """Register many operations at once.

    Parameters
    ----------
    table
        For each name a function, or what else the operation is called, such as ``np.log``.
    """
    _OPERATIONS.update(table)


def operation_names() -> list[str]:
    """Return all registered names."""
    return sorted(_OPERATIONS)


def resolve(name: str) -> Operation:
    """Find an operation.

    Parameters
    ----------
    name
        A registered name, ``.method`` or ``.attribute`` (see `call_attribute`), or
        ``module.function`` with one of the prefixes in `MODULES`.

    Raises
    ------
    TransformError
        If there is none with this name.
    """
    found = _OPERATIONS.get(name)
    if isinstance(found, str):
        return resolve(found)
    if found is not None:
        return found
    if name.startswith("."):
        return functools.partial(call_attribute, name[1:])
    prefix, _, function = name.partition(".")
    if prefix in MODULES and function:
        return function_of_module(name)
    raise TransformError(_unknown(name))


def check_call(
    name: str,
    args: Sequence[Any] = (),
    kwargs: Mapping[str, Any] | None = None,
    *,
    others: Iterable[str] = (),
    thorough: bool = False,
) -> str | None:
    """Say what is wrong with the use of an operation, before it is run.

    Of methods, which depend on the object, only the names are checked.

    Parameters
    ----------
    name
        Name of the operation.
    args, kwargs
        Its arguments; only their number and names count.
    others
        More names that there are, for suggestions.
    thorough
        Whether modules may be imported for it that take their time, such as scipy. If not, their
        functions are not checked.

    Returns
    -------
    str or None
        A message, or None if nothing is known to be wrong.

    Examples
    --------
    >>> check_call("exp", [2])
    "Unknown operation 'exp'. Did you mean 'np.exp' or 'math.exp'?"
    >>> check_call("math.exp", [])
    "'math.exp' takes (x): missing a required argument: 'x'."
    """
    target = name
    while isinstance(alias := _OPERATIONS.get(target), str):
        target = alias
    prefix, _, function = target.partition(".")
    if prefix in MODULES and args and not function and isinstance(args[0], str):  # `np.: [log, 2]`
        return check_call(target + args[0], args[1:], kwargs, thorough=thorough)
    if target not in _OPERATIONS:
        if target.startswith("."):
            return attribute_problem(target[1:])
        if prefix not in MODULES or not function:
            return _unknown(name, others)
        if prefix not in LIGHT_MODULES and not thorough:
            return None
    try:
        signature = inspect.signature(resolve(target))
    except TransformError as error:
        return str(error)
    except ValueError:  # some functions that are written in C
        return None
    return misfit(name, signature, args, kwargs or {})


def misfit(
    name: str, signature: inspect.Signature, args: Sequence[Any], kwargs: Mapping[str, Any]
) -> str | None:
    """Say how arguments do not fit a signature, if they do not.

    Examples
    --------
    >>> misfit("len", inspect.signature(len), [], {})
    "'len' takes (obj): missing a required argument: 'obj'."
    """
    try:
        signature.bind(*args, **kwargs)
    except TypeError as error:
        parameters = ", ".join(
            str(p).partition(":")[0] if p.default is p.empty else f"[{p.name}]"
            for p in signature.parameters.values()
        )
        return f"{name!r} takes ({parameters}): {error}."
    return None


def _unknown(name: str, others: Iterable[str] = ()) -> str:
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


def _place(func: Operation) -> str:
    """Where a function is defined."""
    code = getattr(inspect.unwrap(func), "__code__", None)
    if code is None:
        return str(getattr(func, "__module__", None) or type(func).__module__)
    return f"{code.co_filename}:{code.co_firstlineno}"
