"""The distribution: what it declares that it needs, and what a wheel contains."""

from __future__ import annotations

import ast
import functools
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

import paraverse
from support.documented_files import documented_files
from support.paths import ROOT
from support.small_sweeps import existing_project

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def normalized(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(groups: bool) -> set[str]:
    """Return the names of the dependencies, with those of optional groups or without them."""
    requirements = list(PROJECT["dependencies"])
    for name, members in PROJECT["optional-dependencies"].items():
        if groups and name != "test":
            requirements += members
    return {normalized(re.split(r"[^\w.-]", text)[0]) for text in requirements}


@functools.cache
def imports(path: Path) -> frozenset[tuple[str, bool]]:
    """Return the packages that a file imports, and whether it does so when it is imported."""
    return frozenset(_imports(ast.parse(path.read_text(encoding="utf-8"))))


def _imports(tree: ast.Module) -> Iterator[tuple[str, bool]]:
    at_once = {id(node) for statement in tree.body for node in _unconditional(statement)}
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        for name in names:
            yield name.partition(".")[0], id(node) in at_once


def _unconditional(statement: ast.stmt) -> Iterator[ast.AST]:
    if isinstance(statement, ast.Import | ast.ImportFrom):
        yield statement


def third_party(*, at_once: bool) -> dict[str, set[str]]:
    """Return the names of imported packages, with the files that import them."""
    importers: dict[str, set[str]] = {}
    for path in (ROOT / "scripts").rglob("*.py"):
        for package, immediately in imports(path):
            ours = package in sys.stdlib_module_names or package in {"paraverse", "_typeshed"}
            if not ours and immediately >= at_once:
                importers.setdefault(package, set()).add(path.name)
    return importers


@pytest.mark.parametrize("at_once", [True, False])
def test_imports__are_of_declared_packages(at_once: bool) -> None:
    distributions = packages_distributions()
    missing = {
        package: sorted(files)
        for package, files in third_party(at_once=at_once).items()
        if declared(groups=not at_once).isdisjoint(
            map(normalized, distributions.get(package, [package]))
        )
    }
    allowed = {"seaborn", "networkx", "sympy"} if at_once else {"fontTools", "numcodecs", "paths"}
    assert set(missing) <= allowed, missing


def test_citation__has_the_version_of_the_library() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    assert citation["version"] == paraverse.__version__


def test_changelog__begins_with_the_version_of_the_library() -> None:
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings[0] == paraverse.__version__


def test_oldest_versions__are_the_lower_bounds() -> None:
    command = [
        sys.executable,
        str(ROOT / ".ci" / "oldest_versions.py"),
        str(ROOT / "pyproject.toml"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    oldest = {Requirement(line).name: line for line in done.stdout.splitlines()}
    assert set(oldest) >= {Requirement(text).name for text in PROJECT["dependencies"]}
    for text in PROJECT["dependencies"]:
        version = oldest[Requirement(text).name].partition("==")[2]
        assert f">={version}" in text


def test_package__says_that_it_has_types() -> None:
    assert (ROOT / "scripts" / "paraverse" / "py.typed").exists()


def test_wheel__runs_a_project_without_a_clone(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="hatchling is not installed")
    project = existing_project(tmp_path / "project").path
    wheels, library = tmp_path / "wheels", tmp_path / "library"
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheels)]
    subprocess.run([*build, str(ROOT)], check=True)
    (wheel,) = wheels.iterdir()
    with zipfile.ZipFile(wheel) as packed:  # as pip does, which would compile it, too
        packed.extractall(library)
    program = [sys.executable, "-P", "-m", "paraverse.commands.main"]
    done = subprocess.run(
        [*program, "-d", str(project), "run", "line", "--cores", "2"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(library)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert (project / "results" / "figures" / "line.pdf").is_file()
    around = documented_files(ROOT / "docs" / "module.md")
    text = around["Snakefile with a module from the installed package"]
    (tmp_path / "Snakefile").write_text(text.replace('"low"', '"project"'))
    done = subprocess.run(
        [sys.executable, "-P", "-m", "snakemake", "--cores", "1", "--dry-run", "low_line"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(library)},
        capture_output=True,
        text=True,
    )
    assert "Nothing to be done" in done.stderr + done.stdout
    assert not (library / "paraverse" / "workflow_files" / ".snakemake").exists()
