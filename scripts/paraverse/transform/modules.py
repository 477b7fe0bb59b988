"""Functions of modules as operations: ``np.log``, ``scipy.stats.norm.pdf``."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from paraverse.errors import TransformError, suggest

MODULES = {
    "math": "math",
    "np": "numpy",
    "nx": "networkx",
    "pd": "pandas",
    "scipy": "scipy",
    "xr": "xarray",
}
"""Names of modules by the prefixes of operations that are functions in them: ``np.log``."""

LIGHT_MODULES = ("np", "math")
"""Prefixes of modules that are fast to import."""


def find_in_module(module_name: str, path: str = "") -> Any:
    """Return a module or something in it, importing submodules along the way.

    Parameters
    ----------
    module_name
        Name of the module, such as ``scipy``.
    path
        Path of the object to return, such as ``stats.norm.pdf``; by default the module itself.

    Returns
    -------
    object
        A module, a function or any other member.

    Raises
    ------
    TransformError
        If the module cannot be imported or has no such member.
    """
    try:
        member: Any = importlib.import_module(module_name)
    except (ImportError, TypeError, ValueError) as error:  # the last two for relative names
        raise TransformError(f"The module {module_name!r} cannot be imported: {error}.") from error
    member_path = module_name
    for name in filter(None, path.split(".")):
        owner_path, member_path = member_path, f"{member_path}.{name}"
        if not hasattr(member, name):
            try:  # a submodule that its package does not import, such as scipy.stats
                importlib.import_module(member_path)
            except ImportError:
                hint = suggest(name, dir(member), limit=0)
                raise TransformError(
                    f"There is no {name!r} in {owner_path}. {hint}".strip()
                ) from None
        member = getattr(member, name)
    return member


def find_function(name: str) -> Callable[..., Any]:
    """Return the function of an operation such as ``np.log``.

    Parameters
    ----------
    name
        One of the prefixes in `MODULES`, followed by a path in that module.

    Returns
    -------
    callable
        The function.

    Raises
    ------
    TransformError
        If the module cannot be imported or has no such function.
    """
    prefix, _, path = name.partition(".")
    try:
        member = find_in_module(MODULES[prefix], path)
    except TransformError as error:
        raise TransformError(f"Unknown operation {name!r}: {error}") from None
    if not callable(member):
        raise TransformError(
            f"{name!r} is not a function. `import: [{MODULES[prefix]}, {path}]` returns the value."
        )
    function: Callable[..., Any] = member
    return function
