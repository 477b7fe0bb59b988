"""The versions of Python and of the packages with which a result is made."""

from __future__ import annotations

import functools
import os
import platform
import re
import sys
from collections.abc import Iterable, Mapping
from typing import Any

PACKAGES = (
    "cftime", "dask", "h5py", "matplotlib", "nc-time-axis", "netcdf4", "networkx", "numpy",
    "pandas", "paramspace", "pillow", "scipy", "seaborn", "snakemake", "sympy", "xarray",
    "yayaml",
)  # fmt: skip
"""Packages that may have an effect on results, if they are installed."""

_DISTRIBUTIONS = {
    "cv2": "opencv-python",
    "PIL": "pillow",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "yaml": "pyyaml",
}
"""The packages of modules that have another name."""

_INSTALLED = re.compile(r"(.+?)-([^-]+)(?:-py[\d.]+.*)?\.(?:dist|egg)-info")


def paraverse_version() -> str:
    """Return the version of this package."""
    # Not imported from there, as it stands above this module
    return str(sys.modules["paraverse"].__version__)


def describe_environment(modules: Iterable[str] = ()) -> dict[str, Any]:
    """Return the versions of Python and of packages in this process.

    Parameters
    ----------
    modules
        Modules that the code of the project imports. Those that belong to no installed package are
        left out.

    Returns
    -------
    dict
        The versions of ``python`` and ``paraverse``, and those of the ``packages`` by name. It does
        not depend on what has been imported.
    """
    installed = _installed(tuple(sys.path))
    imported = (_DISTRIBUTIONS.get(module, module) for module in modules)
    names = sorted({_normalize(name) for name in (*PACKAGES, *imported)})
    return {
        "python": platform.python_version(),
        "paraverse": paraverse_version(),
        "packages": {name: installed[name] for name in names if name in installed},
    }


@functools.lru_cache(maxsize=1)
def _installed(folders: tuple[str, ...]) -> Mapping[str, str]:
    """Return the versions of all installed packages.

    They are in the names of folders; `importlib.metadata` would read a file for each package.
    """
    versions: dict[str, str] = {}
    for folder in folders:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        for match in filter(None, map(_INSTALLED.fullmatch, sorted(names))):
            versions.setdefault(_normalize(match[1]), match[2])
    return versions


def _normalize(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
