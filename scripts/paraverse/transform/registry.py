"""Operations by name: registered ones, any method, any function of the usual modules."""

from __future__ import annotations

import functools
import importlib
import importlib.util
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, overload

from paraverse.errors import ParaverseError, TransformError, suggest

Operation = Callable[..., Any]

MODULES = {
    "math": "math",
    "np": "numpy",
    "nx": "networkx",
    "pd": "pandas",
    "scipy": "scipy",
    "xr": "xarray",
}
"""Prefixes of operations that are functions of a module, such as ``np.log``."""

_OPERATIONS: dict[str, Operation] = {}


@overload
def operation(func: Operation, /) -> Operation: ...
@overload
def operation(
    func: str | None = None, /, *, name: str | None = None
) -> Callable[[Operation], Operation]: ...
def operation(func: Any = None, /, *, name: str | None = None) -> Any:
    """Register a function as an operation of the transformation language.

    Parameters
    ----------
    func
        The function, or its name as an operation.
    name
        Its name as an operation; by default the function's own.

    Examples
    --------
    >>> @operation
    ... def doubled(data):
    ...     return 2 * data
    >>> @operation("to the fourth")
    ... def fourth(data):
    ...     return data**4
    """
    if isinstance(func, str):
        func, name = None, func
    if func is None:
        return functools.partial(_register, name=name)
    return _register(func, name=name)


def register_operation(func: Operation, name: str | None = None) -> None:
    """Register a function as an operation (dantro's way of saying it).

    Parameters
    ----------
    func
        The function.
    name
        Its name as an operation; by default the function's own.
    """
    _register(func, name=name)


def _register(func: Operation, *, name: str | None) -> Operation:
    _OPERATIONS[name or func.__name__] = func
    return func


def load_modules(files: Sequence[str]) -> None:
    """Run Python files, such as those in which a project registers its operations.

    Parameters
    ----------
    files
        Their paths. Each can import modules that lie beside it.

    Raises
    ------
    ParaverseError
        If a file cannot be imported.
    """
    for file in files:
        path = Path(file).resolve()
        if str(path.parent) not in sys.path:
            sys.path.append(str(path.parent))
        # Under a name of its own: "operations" may also be a module of something else
        spec = importlib.util.spec_from_file_location(f"_project_{path.stem}", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        try:
            spec.loader.exec_module(module)
        except Exception as error:
            raise ParaverseError(
                f"{file} cannot be imported: {type(error).__name__}: {error}"
            ) from error


def resolve(name: str) -> Operation:
    """Find an operation.

    Parameters
    ----------
    name
        A registered name, ``.method`` or ``.attribute``, or ``module.function`` with one of
        the prefixes in `MODULES`.

    Raises
    ------
    TransformError
        If there is none with this name.
    """
    if name in _OPERATIONS:
        return _OPERATIONS[name]
    if name.startswith("."):
        return functools.partial(_call_attribute, name[1:])
    prefix, _, function = name.partition(".")
    if prefix in MODULES and function:
        return _function_of_module(name, MODULES[prefix], function)
    raise TransformError(f"There is no operation {name!r}. {suggest(name, _OPERATIONS)}")


def _call_attribute(path: str, data: Any, *args: Any, **kwargs: Any) -> Any:
    attribute = data
    for part in path.split("."):
        attribute = getattr(attribute, part)
    if callable(attribute):
        return attribute(*args, **kwargs)
    if args or kwargs:
        raise TypeError(f".{path} is not a method of {type(data).__name__}; it takes no arguments")
    return attribute


def _function_of_module(name: str, module_name: str, path: str) -> Operation:
    found: Any = importlib.import_module(module_name)
    module_path = module_name
    for part in path.split("."):
        module_path = f"{module_path}.{part}"
        if not hasattr(found, part):
            try:  # a submodule that is not imported by itself, such as scipy.stats
                importlib.import_module(module_path)
            except ImportError:
                hint = suggest(part, dir(found), limit=0)
                raise TransformError(f"There is no operation {name!r}. {hint}") from None
        found = getattr(found, part)
    function: Operation = found
    return function
