"""The versions of packages."""

from __future__ import annotations

import platform
from importlib.metadata import version

from paraverse import __version__
from paraverse.provenance.environment import PACKAGES, describe_environment


def test_describe_environment__has_the_versions_of_the_metadata() -> None:
    known = describe_environment()
    assert (known["python"], known["paraverse"]) == (platform.python_version(), __version__)
    assert {"numpy", "matplotlib", "netcdf4", "nc-time-axis", "xarray"} <= set(known["packages"])
    assert known["packages"] == {name: version(name) for name in known["packages"]}
    assert list(known["packages"]) == sorted(known["packages"])


def test_describe_environment__adds_what_the_project_imports() -> None:
    packages = describe_environment(["PIL", "pytest", "not_installed", "numpy"])["packages"]
    assert packages["pytest"] == version("pytest")
    assert set(packages) <= {*PACKAGES, "pytest", "pillow"}
