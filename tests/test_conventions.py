"""The conventions of CONTRIBUTING.md, as far as a program can check them."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import pytest

from support.paths import ROOT

PACKAGE = ROOT / "scripts" / "paraverse"
MODULES = sorted(PACKAGE.rglob("*.py"))

BANNED_IN_NAMES = {
    "made", "found", "given", "kept", "part", "portion", "survey", "remainder", "sharing",
    "storable", "known", "wanted", "place", "places", "tracked", "shown", "chosen", "thorough",
}  # fmt: skip
"""Words that do not say what something is."""

RIDDLE = re.compile(r"(What|Which|Where|Whether|Of|How)\b")
CALQUES = (
    r"array of dask", r"(?<!here )is no (text|number|string|mapping|list|file|folder|kind)\b",
    r"else another", r"\bwhat becomes of\b", r"\bshall be\b",
)  # fmt: skip
"""Phrases that are word-for-word translations."""


def relative(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@functools.cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def violations(find: Callable[[Path], Collection[str]]) -> dict[str, Collection[str]]:
    """Return what a function finds in modules of the package, by module."""
    return {relative(path): found for path in MODULES if (found := find(path))}


def data_classes(tree: ast.Module) -> Iterator[tuple[ast.ClassDef, ast.expr]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for decorator in node.decorator_list:
                called = decorator.func if isinstance(decorator, ast.Call) else decorator
                if isinstance(called, ast.Name) and called.id == "dataclass":
                    yield node, decorator


def field_names(node: ast.ClassDef) -> list[str]:
    return [
        item.target.id
        for item in node.body
        if isinstance(item, ast.AnnAssign)
        and isinstance(item.target, ast.Name)
        and "ClassVar" not in ast.unparse(item.annotation)
    ]


def is_keyword_only(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and any(
        keyword.arg == "kw_only" for keyword in decorator.keywords
    )


POSITIONAL = {"Location", "Problem"}
"""Value types with more than two fields that read naturally: ``Location(file, line, keys)``."""


def positional_classes(path: Path) -> list[str]:
    return [
        node.name
        for node, decorator in data_classes(parsed(path))
        if len(field_names(node)) > 2
        and node.name not in POSITIONAL
        and not is_keyword_only(decorator)
    ]


def test_data_classes__are_keyword_only_but_for_small_values() -> None:
    assert violations(positional_classes) == {}


def test_calls__construct_nothing_with_more_than_three_positional_arguments() -> None:
    trees = {path: parsed(path) for path in MODULES}
    classes = {
        node.name
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    calls = [
        f"{relative(path)}:{node.lineno} {node.func.id}"
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in classes
        and len(node.args) > 3
    ]
    assert calls == []


def vague_names(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
    return {
        name
        for name in names
        if BANNED_IN_NAMES & set(re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower().split("_"))
    }


def test_names__say_what_things_are() -> None:
    assert violations(vague_names) == {}


def riddles(path: Path) -> list[str]:
    found = []
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module):
            docstring = ast.get_docstring(node) or ""
            if RIDDLE.match(docstring):
                found.append(docstring.splitlines()[0])
    return found


def test_docstrings__are_not_riddles() -> None:
    assert violations(riddles) == {}


def calques(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return [match[0] for calque in CALQUES for match in re.finditer(calque, text)]


def test_prose__has_no_word_for_word_translations() -> None:
    assert violations(calques) == {}


def has_logic(path: Path) -> bool:
    return any(isinstance(node, ast.FunctionDef) for node in ast.walk(parsed(path)))


WITHOUT_A_TEST_OF_THEIR_NAME = {
    "pipeline/forkserver/server.py": "a process of its own, which test_client.py talks to",
    "watch/snakemake_process.py": "a process of its own, which end_to_end/test_watch.py talks to",
}
"""Modules and the reason why no test file has their name."""


def missing_tests(path: Path) -> list[str]:
    test = ROOT / "tests" / path.relative_to(PACKAGE).with_name(f"test_{path.name}")
    needless = path.name == "__init__.py" or relative(path) in WITHOUT_A_TEST_OF_THEIR_NAME
    return [] if needless or test.exists() or not has_logic(path) else [str(test)]


def test_modules__have_a_test_file_of_their_name() -> None:
    assert violations(missing_tests) == {}


def public_names() -> Iterator[tuple[str, str]]:
    for path in MODULES:
        for node in parsed(path).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                yield node.name, relative(path)


def test_public_names__are_defined_once() -> None:
    modules: dict[str, set[str]] = {}
    for name, module in public_names():
        modules.setdefault(name, set()).add(module)
    repeated = {name: where for name, where in modules.items() if len(where) > 1 and name != "main"}
    assert repeated == {}


def test_root_of_the_package__holds_few_modules() -> None:
    assert len(list(PACKAGE.glob("*.py"))) <= 6


def test_scripts__call_the_module_of_their_name() -> None:
    for script in (ROOT / "scripts").glob("*.py"):
        assert f"from paraverse.pipeline.{script.stem} import" in script.read_text(), script.name
        assert (PACKAGE / "pipeline" / f"{script.stem}.py").exists()


def missing_files(path: Path) -> list[str]:
    named = re.findall(r"\b(?:envs|rules|docs|profiles)/[\w/]+\.\w+", path.read_text("utf-8"))
    return [file for file in named if not (ROOT / file).exists()]


def test_messages__name_files_that_exist() -> None:
    assert violations(missing_files) == {}


NAMED = re.findall(
    r"`([\w/]+\.py)(?::(\w+))?`", (ROOT / "docs" / "architecture.md").read_text("utf-8")
)


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_architecture__names_files_and_functions_that_exist(file: str, name: str) -> None:
    path = next(path for path in (PACKAGE / file, ROOT / file) if path.exists())
    defined = {node.name for node in parsed(path).body if hasattr(node, "name")}
    assert not name or name in defined
