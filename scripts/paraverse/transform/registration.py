"""Register functions as operations with a decorator, or in one of dantro's two ways."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any, overload

from paraverse.errors import ParaverseError
from paraverse.transform.registry import Operation, is_registered, register_table, resolve
from paraverse.user_code.declared_files import note_declared
from paraverse.user_code.importing import is_forgotten

OPERATION_DECORATORS = ("operation", "is_operation")
OPERATION_CALLS = ("register_operation",)
"""Names of the decorators, and of the function, that register operations."""


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
    depends_on: str | Sequence[str] = (),
    overwrite: bool = False,
) -> Callable[[Operation], Operation]: ...
def operation(
    func: Any = None,
    /,
    *,
    name: str | None = None,
    version: int | str | None = None,
    packages: Sequence[str] = (),
    depends_on: str | Sequence[str] = (),
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
        Any value. Changing it makes everything that uses the operation run again. This is not
        needed for changes to the function or to what it uses in the project's files, which are
        detected automatically.
    packages
        Names of installed packages, such as ``("scipy",)``. If the version of one of them
        changes, everything that uses the operation runs again.
    depends_on
        Files that the function reads: paths relative to the project's folder, or patterns such as
        ``"maps/*.png"``. If the content of one of them changes, everything that uses the operation
        runs again. They must be written out, as the file is not run for it; by default none.
    overwrite
        Whether the function may replace an operation of the same name.

    Returns
    -------
    callable
        The function itself, or a decorator if `func` is not a function.

    Raises
    ------
    ParaverseError
        If an operation of this name exists and `overwrite` is false.

    Examples
    --------
    With its own name, and with another name and a version::

        @operation
        def doubled(data):
            return 2 * data

        @operation("to the fourth", version=2)
        def fourth(data):
            return data**4
    """
    # `paraverse.user_code` reads `version`, `packages` and `depends_on` from the source file
    note_declared(depends_on)
    if isinstance(func, str):
        func, name = None, func

    def register(function: Operation) -> Operation:
        register_operation(function, name, overwrite_existing=overwrite)
        return function

    return register if func is None else register(func)


def is_operation(
    func: Any = None,
    /,
    *,
    skip_existing: bool = False,
    overwrite_existing: bool = False,
    depends_on: str | Sequence[str] = (),
) -> Any:
    """Register a function as an operation, like dantro's decorator of this name.

    Parameters
    ----------
    func
        The function, or its name as an operation.
    skip_existing, overwrite_existing
        See `register_operation`.
    depends_on
        See `operation`.

    Returns
    -------
    callable
        The function itself, or a decorator if `func` is not a function.

    Raises
    ------
    ParaverseError
        See `register_operation`.
    """
    name = func if isinstance(func, str) else None
    note_declared(depends_on)

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
    depends_on: str | Sequence[str] = (),
) -> None:
    """Register a function as an operation, like dantro's function of this name.

    Parameters
    ----------
    func
        The function.
    name
        Its name as an operation; by default the function's own.
    skip_existing
        Whether to do nothing if an operation of this name exists.
    overwrite_existing
        Whether to replace an operation of this name. It takes precedence over `skip_existing`.
    depends_on
        See `operation`.

    Raises
    ------
    ParaverseError
        If an operation of this name exists and neither option is set, if `func` is not a
        function, or if it has no name.
    """
    if not callable(func):
        raise ParaverseError(f"An operation is a function; {name!r} is to be {func!r}.")
    name = name or getattr(func, "__name__", None)
    if name is None or name == "<lambda>":
        raise ParaverseError(f"{func!r} ({_location_of(func)}) needs a `name` to be an operation.")
    if is_registered(name) and not overwrite_existing and not is_forgotten(resolve(name)):
        if skip_existing:
            return
        raise ParaverseError(
            f"The operation {name!r} is registered twice: {_location_of(resolve(name))} and "
            f"{_location_of(func)}. Give one of them another name, or the second `overwrite=True`."
        )
    register_table({name: func})


def _location_of(func: Operation) -> str:
    """Return the file and line of a function, or its module if it is not written in Python."""
    code = getattr(inspect.unwrap(func), "__code__", None)
    if code is None:
        return str(getattr(func, "__module__", None) or type(func).__module__)
    return f"{code.co_filename}:{code.co_firstlineno}"
