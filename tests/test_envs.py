"""Conda environments and the recipe: well formed, bounded like pyproject.toml, and all used."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

import paraverse
from paraverse.workflow.own_packages import OWN_PACKAGES
from support.paths import ROOT

ENVS = sorted((ROOT / "envs").glob("*.yaml"))
OF_SNAKEMAKE = ROOT / "envs" / "workflow.yaml"
PYPI_NAMES = {
    "dask-core": "dask",
    "matplotlib-base": "matplotlib",
    "python-isal": "isal",
    "ruamel.yaml": "ruamel-yaml",
    "snakemake-minimal": "snakemake",
}
"""Names on PyPI, where conda-forge has others."""

each_env = pytest.mark.parametrize("path", ENVS, ids=lambda path: path.stem)


def read(path: Path) -> dict[str, Any]:
    env: dict[str, Any] = yaml.safe_load(path.read_text())
    return env


def bounds(dependencies: Iterable[str]) -> dict[str, set[str]]:
    """Return the bounds of each package."""
    split = (dependency.partition(" ") for dependency in dependencies)
    return {name: set(version.split(",")) for name, _, version in split}


def project_bounds() -> dict[str, set[str]]:
    """Return the bounds of each package that pyproject.toml names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    pattern = r"([\w.-]+)(?:\[.*\])?(.*)"
    found = (re.fullmatch(pattern, text) for text in project["dependencies"])
    return {match[1]: set(match[2].split(",")) for match in found if match}


@each_env
def test_env__has_two_keys_and_two_channels(path: Path) -> None:
    env = read(path)
    assert set(env) == {"channels", "dependencies"}
    assert env["channels"] == ["conda-forge", "nodefaults"]


@each_env
def test_dependency__is_a_name_with_both_bounds(path: Path) -> None:
    rattler = pytest.importorskip("rattler", reason="py-rattler is not installed")
    for dependency in read(path)["dependencies"]:
        spec = rattler.MatchSpec(dependency, strict=True)
        assert re.fullmatch(r">=[\d.]+,<[\d.]+", str(spec.version)), dependency
        assert spec.build is None, dependency


@each_env
def test_bounds__are_those_of_pyproject(path: Path) -> None:
    of_project = project_bounds()
    of_env = bounds(read(path)["dependencies"])
    python = of_env.pop("python", None)
    lowest = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    # Snakemake refuses files that name Python where it takes packages into its own process
    assert lowest in python if python else path == OF_SNAKEMAKE
    for name, found in of_env.items():
        assert found == of_project[PYPI_NAMES.get(name, name)], name


def test_envs__are_those_that_rules_use() -> None:
    used = set()
    for rules in (ROOT / "rules").glob("*.smk"):
        for name in re.findall(r'^ +conda:\s+"(.+)"$', rules.read_text(), re.MULTILINE):
            used.add((rules.parent / name).resolve())
    assert used == set(ENVS)


def test_env_of_snakemake__holds_what_the_workflow_requires_beside_it() -> None:
    names = {PYPI_NAMES.get(name, name) for name in bounds(read(OF_SNAKEMAKE)["dependencies"])}
    assert names == set(OWN_PACKAGES.values())


def test_recipe__has_the_dependencies_and_the_version_of_the_project() -> None:
    recipe = read(ROOT / "recipe" / "recipe.yaml")
    assert recipe["context"]["version"] == paraverse.__version__
    of_recipe = bounds(recipe["requirements"]["run"])
    of_recipe.pop("python")
    of_recipe.pop("pygments")  # of `snakemake[reports]`
    assert {PYPI_NAMES.get(name, name): found for name, found in of_recipe.items()} == (
        project_bounds()
    )
