"""Let Snakemake import nbformat for notebooks only.

To find out the language of a script, Snakemake imports nbformat first, whatever the script is. In
each run with jobs, that takes as long as planning a small project.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from types import ModuleType
from typing import Any

_NAME = "nbformat"


def put_off_nbformat() -> None:
    """Import nbformat when something of it is used."""
    spec = None if _NAME in sys.modules else importlib.util.find_spec(_NAME)
    if spec is not None:
        sys.modules[_NAME] = late = _LateModule(_NAME)
        late.__spec__ = spec


class _LateModule(ModuleType):
    """A module that is imported when something of it is used.

    That of `importlib.util.LazyLoader` would be imported by an import statement already.
    """

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(_NAME) is self:
            del sys.modules[_NAME]
        return getattr(importlib.import_module(_NAME), name)
