"""Operations that return or call functions: import, lambda, functions of modules."""

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
        Name of the member to return, such as ``norm.pdf``; by default the module is returned.

    Returns
    -------
    object
        The module or its member.

    Raises
    ------
    TransformError
        If the module cannot be imported or has no such member.
    """
    return find_in_module(module or "builtins", name or "")


@operation("from_module")
def from_module(mod: ModuleType, *, name: str) -> Any:
    """Return a member of a module.

    Parameters
    ----------
    mod
        The module.
    name
        Name of the member, such as ``norm.pdf``.

    Returns
    -------
    object
        The member.

    Raises
    ------
    TransformError
        If there is no such member.
    """
    return find_in_module(mod.__name__, name)


@operation("call")
def apply_function(func: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
    """Call a function.

    Parameters
    ----------
    func
        The function.
    args, kwargs
        Arguments of the function.

    Returns
    -------
    object
        The return value of the function.
    """
    return func(*args, **kwargs)


@operation("import_and_call")
def import_and_call(module: str, name: str, /, *args: Any, **kwargs: Any) -> Any:
    """Import a function and call it.

    Parameters
    ----------
    module, name
        Names of the module and of the function in it; see `import_`.
    args, kwargs
        Arguments of the function.

    Returns
    -------
    object
        The return value of the function.

    Raises
    ------
    TransformError
        If the module cannot be imported or has no such function.
    """
    return import_(module, name)(*args, **kwargs)


def _call_in_module(prefix: str, name: str, /, *args: Any, **kwargs: Any) -> Any:
    return resolve(prefix + name)(*args, **kwargs)


register_table(
    {f"{prefix}.": functools.partial(_call_in_module, f"{prefix}.") for prefix in MODULES}
)


@operation("lambda")
def lambda_(expression: str) -> Callable[..., Any]:
    """Create a function from a lambda expression.

    Parameters
    ----------
    expression
        Python code such as ``lambda x: np.sin(x)**2``. It may use built-in functions, those
        of `math` without a prefix, and the modules in `MODULES` by prefix or by name.

    Returns
    -------
    callable
        The function.

    Raises
    ------
    TransformError
        If `expression` is not a lambda expression.

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
        raise TransformError(
            f"{expression!r} is not a lambda expression, such as `lambda x: x**2`."
        )
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
    """Call the function of a lambda expression.

    Parameters
    ----------
    expression
        See `lambda_`.
    args, kwargs
        Arguments of the function.

    Returns
    -------
    object
        The return value of the function.

    Raises
    ------
    TransformError
        If `expression` is not a lambda expression.
    """
    return lambda_(expression)(*args, **kwargs)


@operation("get_operation")
def get_operation(op_name: str) -> Callable[..., Any]:
    """Return an operation as a function, for example for `map`.

    Parameters
    ----------
    op_name
        Name of the operation.

    Returns
    -------
    callable
        The function.

    Raises
    ------
    TransformError
        If there is no operation of this name.
    """
    return resolve(op_name)
