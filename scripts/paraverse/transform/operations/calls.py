"""Operations that find functions and call them: import, lambda, functions of modules."""

from __future__ import annotations

import ast
import functools
import importlib
import math
from collections.abc import Callable
from types import ModuleType
from typing import Any

from paraverse.errors import TransformError
from paraverse.transform.modules import MODULES, find_in_module
from paraverse.transform.registration import operation
from paraverse.transform.registry import register_table, resolve

_LAMBDA_MODULES = {**MODULES, **{name: name for name in MODULES.values()}}
_LAMBDA_NAMES = {name: value for name, value in vars(math).items() if not name.startswith("_")}


@operation("import")
def import_(module: str | None = None, name: str | None = None) -> Any:
    """Import a module or something from it.

    Parameters
    ----------
    module
        Name of the module; by default that of Python's built-in functions.
    name
        What to take from it, such as ``norm.pdf``; by default the module itself.

    Raises
    ------
    TransformError
        If the module is not installed or holds nothing of this name.
    """
    return find_in_module(module or "builtins", name or "")


@operation("from_module")
def from_module(mod: ModuleType, *, name: str) -> Any:
    """Take something from a module; see `import_`."""
    return find_in_module(mod.__name__, name)


@operation("call")
def call(func: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
    """Call a function."""
    return func(*args, **kwargs)


@operation("import_and_call")
def import_and_call(module: str, name: str, /, *args: Any, **kwargs: Any) -> Any:
    """Import a function and call it."""
    return import_(module, name)(*args, **kwargs)


def _call_in_module(prefix: str, name: str, /, *args: Any, **kwargs: Any) -> Any:
    return resolve(prefix + name)(*args, **kwargs)


register_table(
    {f"{prefix}.": functools.partial(_call_in_module, f"{prefix}.") for prefix in MODULES}
)


@operation("lambda")
def lambda_(expression: str) -> Callable[..., Any]:
    """Make a function of a lambda expression.

    Parameters
    ----------
    expression
        Python code such as ``lambda x: np.sin(x)**2``. In it are known: Python's built-in
        functions, those of `math` without a prefix, and the modules of `MODULES`, by these
        prefixes or their names.

    Raises
    ------
    TransformError
        If it is not a lambda expression.

    Examples
    --------
    >>> lambda_("lambda x: sqrt(x) + 1")(4)
    3.0
    """
    try:
        tree = ast.parse(expression.strip(), mode="eval")
    except SyntaxError as error:
        raise TransformError(f"{expression!r} is not valid Python: {error.msg}.") from error
    if not isinstance(tree.body, ast.Lambda):
        raise TransformError(f"{expression!r} is no lambda; one is `lambda x: x**2`.")
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    modules = {
        name: importlib.import_module(module)
        for name, module in _LAMBDA_MODULES.items()
        if name in names
    }
    function: Callable[..., Any] = eval(
        compile(tree, "<lambda>", "eval"), {**_LAMBDA_NAMES, **modules}
    )
    return function


@operation("call_lambda")
def call_lambda(expression: str, /, *args: Any, **kwargs: Any) -> Any:
    """Call the function of a lambda expression; see `lambda_`."""
    return lambda_(expression)(*args, **kwargs)


@operation("get_operation")
def get_operation(op_name: str) -> Callable[..., Any]:
    """Return an operation as a function, such as for `map`.

    Raises
    ------
    TransformError
        If there is none of this name.
    """
    return resolve(op_name)
