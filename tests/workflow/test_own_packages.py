"""The packages that Snakemake's own process needs, and the message if they are missing."""

from __future__ import annotations

import logging
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from paraverse.workflow import own_packages
from paraverse.workflow.own_packages import (
    OWN_PACKAGES,
    find_missing_packages,
    require_own_packages,
)
from support.paths import ROOT

OF_SNAKEMAKE = {"snakemake", "snakemake-interface-logger-plugins"}
OF_COMMANDS = {"watchfiles"}


def test_own_packages__are_the_dependencies_besides_snakemake() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    dependencies = {Requirement(text).name for text in project["dependencies"]}
    assert set(OWN_PACKAGES.values()) == dependencies - OF_SNAKEMAKE - OF_COMMANDS


def test_own_packages__have_modules_of_these_names() -> None:
    packages = packages_distributions()
    for module, package in OWN_PACKAGES.items():
        top = module.partition(".")[0]
        assert package in {str(canonicalize_name(name)) for name in packages[top]}, module


def test_find_missing_packages__finds_also_those_without_a_parent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    missing = {"no_such_module": "no-such-package", "no_such.module": "another"}
    monkeypatch.setattr(own_packages, "OWN_PACKAGES", {**missing, "yaml": "pyyaml"})
    assert find_missing_packages() == ["no-such-package", "another"]


def test_require_own_packages__says_how_to_get_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(own_packages, "OWN_PACKAGES", {"no_such_module": "no-such-package"})
    with caplog.at_level(logging.ERROR), pytest.raises(SystemExit):
        require_own_packages()
    assert "no-such-package" in caplog.text
    assert "--software-deployment-method conda" in caplog.text
    assert f"{sys.executable} -m pip install {ROOT}" in caplog.text


def test_require_own_packages__passes_if_all_are_there() -> None:
    require_own_packages()
