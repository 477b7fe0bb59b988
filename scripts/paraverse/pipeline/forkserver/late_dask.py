"""Let xarray import dask when there is a dask array, instead of with its first array.

xarray asks of each array whether it is one of dask, and imports all of dask in order to ask, which
takes longer than importing xarray. As long as nothing has imported dask, no array can be one.
"""

from __future__ import annotations

import sys
from typing import Any


def put_off_dask() -> None:
    """Let xarray import dask only for dask arrays.

    This depends on the modules ``xarray.namedarray.utils`` and ``pycompat`` of xarray 2025 and
    2026. With a version that differs, dask is imported as before.
    """
    try:
        from xarray.namedarray import pycompat, utils

        module_available: Any = utils.module_available
        cached: dict[Any, Any] = pycompat._cached_duck_array_modules
    except (ImportError, AttributeError):
        return
    if "dask" in sys.modules:
        return

    def is_available(module: str, minversion: str | None = None) -> bool:
        if module == "dask" and "dask" not in sys.modules:
            return False
        return bool(module_available(module, minversion))

    class ImportedDask(pycompat.DuckArrayModule):
        """The dask that is imported, if it is."""

        def __init__(self) -> None:
            pass

        def __getattr__(self, name: str) -> Any:
            if name == "type" and "dask.array" not in sys.modules:
                return ()
            return getattr(pycompat.DuckArrayModule("dask"), name)

    # `is_dask_collection` looks it up in this module; others have imported the name before
    utils.module_available = is_available  # type: ignore[assignment]
    cached["dask"] = ImportedDask()
