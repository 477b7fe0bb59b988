"""Versions of installed packages."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, packages_distributions, version


def describe_package(package: str) -> str:
    """Return a string that changes when another version of a package is installed.

    Parameters
    ----------
    package
        The name of a distribution, as in ``pip install``, or of a module, as in ``import``.

    Returns
    -------
    str
        The name and the version, or the versions of all distributions that provide the module.
    """
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"{package} {list(map(version, packages_distributions().get(package, ())))}"
