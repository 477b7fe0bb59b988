"""The packages that the workflow needs in Snakemake's own process, before any of them is imported.

This module imports nothing of them, and of this library only what does not either.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

from paraverse.workflow.log import logger

OWN_PACKAGES = {
    "PIL": "pillow",
    "cftime": "cftime",
    "cycler": "cycler",
    "dask": "dask",
    "h5py": "h5py",
    "isal": "isal",
    "jinja2": "jinja2",
    "matplotlib": "matplotlib",
    "nc_time_axis": "nc-time-axis",
    "netCDF4": "netcdf4",
    "numpy": "numpy",
    "pandas": "pandas",
    "paramspace": "paramspace",
    "pydantic": "pydantic",
    "pypdfium2": "pypdfium2",
    "ruamel.yaml": "ruamel-yaml",
    "xarray": "xarray",
    "yaml": "pyyaml",
    "yayaml": "yayaml",
}
"""The modules to import, with the names of the packages."""


def find_missing_packages() -> list[str]:
    """Return the names of the packages that Snakemake's own process cannot import.

    Returns
    -------
    list of str
        The names, as those in pyproject.toml.
    """
    return [package for module, package in OWN_PACKAGES.items() if not _is_importable(module)]


def require_own_packages() -> None:
    """Exit with a message that says what to do if packages are missing."""
    missing = find_missing_packages()
    if not missing:
        return
    installable = Path(__file__).parents[3]
    what = str(installable) if (installable / "pyproject.toml").is_file() else "paraverse"
    logger.error(
        f"Packages that paraverse needs are not installed beside Snakemake, in {sys.prefix}: "
        f"{', '.join(missing)}.\n"
        "Let conda provide them, and those of all jobs, with the option\n"
        "    --software-deployment-method conda\n"
        "or install them:\n"
        f"    {sys.executable} -m pip install {what}"
    )
    sys.exit(1)


def _is_importable(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False  # there is not even its parent
