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
"""Prefixes of operations that are functions of a module, such as ``np.log``."""

LIGHT_MODULES = ("np", "math")
"""Prefixes of modules that are imported in no time."""


def find_in_module(module_name: str, path: str = "") -> Any:
    """Find a module, or what it holds, importing its submodules on the way.

    Parameters
    ----------
    module_name
        Name of the module, such as ``scipy``.
    path
        What to find in it, such as ``stats.norm.pdf``; by default the module itself.

    Raises
    ------
    TransformError
        If the module is not installed or holds nothing of this name.
    """
    try:
        found: Any = importlib.import_module(module_name)
    except (ImportError, TypeError, ValueError) as error:  # the latter for relative names
        raise TransformError(f"The module {module_name!r} cannot be imported: {error}.") from error
    module_path = module_name
    for part in filter(None, path.split(".")):
        module_path = f"{module_path}.{part}"
        if not hasattr(found, part):
            try:  # a submodule that is not imported by itself, such as scipy.stats
                importlib.import_module(module_path)
            except ImportError:
                owner = module_path.rpartition(".")[0]
                hint = suggest(part, dir(found), limit=0)
                raise TransformError(f"There is no {part!r} in {owner}. {hint}".strip()) from None
        found = getattr(found, part)
    return found


def find_function(name: str) -> Callable[..., Any]:
    """Find the function of an operation such as ``np.log``.

    Raises
    ------
    TransformError
        If the module is not installed, or has no such function.
    """
    prefix, _, path = name.partition(".")
    try:
        found = find_in_module(MODULES[prefix], path)
    except TransformError as error:
        raise TransformError(f"Unknown operation {name!r}: {error}") from None
    if not callable(found):
        raise TransformError(
            f"{name!r} is no function. `import: [{MODULES[prefix]}, {path}]` gives the value."
        )
    function: Callable[..., Any] = found
    return function
