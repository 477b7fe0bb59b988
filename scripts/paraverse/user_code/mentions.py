"""Find what a statement mentions: names, imports, files and changes of `sys.path`."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
ImportNode = ast.Import | ast.ImportFrom

_DYNAMIC_NAMES = {
    *("__dict__", "__globals__", "_getframe", "currentframe", "eval", "exec", "get_type_hints"),
    *("f_globals", "get_annotations", "getmembers", "getmodule", "globals", "locals", "modules"),
    *("query", "vars"),
}
"""Functions and attributes through which code may reach any name of its file."""

_IMPORTERS = ("import_module", "__import__", "run_module", "importorskip", "find_spec")
"""Functions that import the module of which they are passed the name."""

_CHANGES = ("append", "extend", "insert")
"""Methods that add to a list."""

_CODE_FILE = re.compile(r"[^\n]*(\.(dll|dylib|jl|mplstyle|py|R|sh|so|yaml|yml)|matplotlibrc)")
"""Literals that name a file with code, settings or a style, which functions seldom write."""


@dataclass(frozen=True, kw_only=True)
class Mentions:
    """Names, imports and files in a statement.

    Attributes
    ----------
    names
        Names that may be defined at the top level of the file, including those in strings.
    immediate_names
        Names that are looked up when the file is imported, except for those that the statement
        itself binds.
    last_names
        The last component of each dotted name, with the number of occurrences.
    imports
        Imports in functions.
    immediate_imports
        Imports outside of functions, which run when the file is imported.
    stored
        Names that the statement binds at the top level when the file is imported, or that one of
        its functions binds there.
    files
        Files with code, settings or styles that strings name.
    depends_on, packages
        The values of the arguments `depends_on` and `packages` of calls.
    path_changes
        Expressions that are added to `sys.path`.
    reaches_all_names
        Whether the code may use names of its file that it does not contain, as `globals` does.
    imports_anything
        Whether it imports modules under names that are computed.
    """

    names: frozenset[str]
    immediate_names: frozenset[str]
    last_names: Counter[str]
    imports: tuple[ImportNode, ...]
    immediate_imports: tuple[ImportNode, ...]
    stored: frozenset[str]
    files: frozenset[str]
    depends_on: tuple[ast.expr, ...]
    packages: tuple[ast.expr, ...]
    path_changes: tuple[ast.expr, ...]
    reaches_all_names: bool
    imports_anything: bool


def find_mentions(statement: ast.stmt) -> Mentions:
    """Find what a statement mentions.

    Parameters
    ----------
    statement
        The statement, without docstrings.

    Returns
    -------
    Mentions
        What it mentions at any depth.
    """
    finder = _MentionFinder()
    finder.visit(statement)
    return finder.result()


def get_last_name(node: ast.AST) -> str:
    """Return the last component of a dotted name.

    Parameters
    ----------
    node
        Any node.

    Returns
    -------
    str
        The component, or "" if the node is not a name.

    Examples
    --------
    >>> get_last_name(ast.parse("pv.operation").body[0].value)
    'operation'
    """
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


class _MentionFinder(ast.NodeVisitor):
    """Visits a statement and collects what it mentions."""

    def __init__(self) -> None:
        self._depth = 0  # of functions, whose bodies do not run when the file is imported
        self._names: set[str] = set()
        self._immediate_names: set[str] = set()
        self._last_names: Counter[str] = Counter()
        self._imports: list[ImportNode] = []
        self._immediate_imports: list[ImportNode] = []
        self._stored: set[str] = set()
        self._files: set[str] = set()
        self._depends_on: list[ast.expr] = []
        self._packages: list[ast.expr] = []
        self._path_changes: list[ast.expr] = []
        self._imports_anything = False

    def result(self) -> Mentions:
        return Mentions(
            names=frozenset(self._names),
            immediate_names=frozenset(self._immediate_names - self._stored),
            last_names=self._last_names,
            imports=tuple(self._imports),
            immediate_imports=tuple(self._immediate_imports),
            stored=frozenset(self._stored),
            files=frozenset(self._files),
            depends_on=tuple(self._depends_on),
            packages=tuple(self._packages),
            path_changes=tuple(self._path_changes),
            reaches_all_names=not _DYNAMIC_NAMES.isdisjoint(self._last_names),
            imports_anything=self._imports_anything,
        )

    def visit_Name(self, node: ast.Name) -> None:
        self._names.add(node.id)
        # The folders in which a package looks for its modules
        self._imports_anything |= node.id == "__path__"
        self._last_names[node.id] += 1
        if not self._depth:
            is_read = isinstance(node.ctx, ast.Load)
            (self._immediate_names if is_read else self._stored).add(node.id)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self._last_names[node.attr] += 1
        self.generic_visit(node)

    def visit_Global(self, node: ast.Global) -> None:
        self._stored.update(node.names)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            if node.value.isidentifier():
                self._names.add(node.value)
            elif len(node.value) < 300 and _CODE_FILE.fullmatch(node.value):
                self._files.add(node.value)

    def visit_arg(self, node: ast.arg) -> None:
        self._visit_annotation(node.annotation)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self._visit_annotation(node.annotation)
        self.visit(node.target)
        if node.value:
            self.visit(node.value)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        if not self._depth:
            self._stored.add(node.name)
        for decorator in node.decorator_list:
            self.visit(decorator)
        self.visit(node.args)
        self._visit_annotation(node.returns)
        self._depth += 1
        for statement in (*getattr(node, "type_params", ()), *node.body):
            self.visit(statement)
        self._depth -= 1

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.visit(node.args)
        self._depth += 1
        self.visit(node.body)
        self._depth -= 1

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        if not self._depth:
            self._stored.add(node.name)
        self.generic_visit(node)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name and not self._depth:
            self._stored.add(node.name)
        self.generic_visit(node)

    def visit_Import(self, node: ImportNode) -> None:
        if not self._depth:
            self._stored.update(a.asname or a.name.partition(".")[0] for a in node.names)
        # Calls under another name are not recognized
        self._imports_anything |= any(a.asname and a.name in _IMPORTERS for a in node.names)
        self._add_import(node)

    visit_ImportFrom = visit_Import  # noqa: N815

    def visit_Call(self, node: ast.Call) -> None:
        name = get_last_name(node.func)
        if name in _IMPORTERS:
            self._visit_importer(node)
        if name in ("Path", "join", "joinpath"):
            self._add_file(node.args)
        owner = get_last_name(getattr(node.func, "value", node))
        changes_path = name in _CHANGES and owner in ("path", "__path__")
        if changes_path or name == "addsitedir":
            self._path_changes += node.args[-1:]
        self._depends_on += [k.value for k in node.keywords if k.arg == "depends_on"]
        self._packages += [k.value for k in node.keywords if k.arg == "packages"]
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        operands: list[ast.expr] = []
        inner: ast.expr = node
        while isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Div):
            operands.insert(0, inner.right)
            inner = inner.left
        self._add_file(operands)
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign | ast.AugAssign) -> None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            inner = target.value if isinstance(target, ast.Subscript) else target
            if isinstance(inner, ast.Attribute) and inner.attr == "path":
                self._path_changes.append(node.value)
        self.generic_visit(node)

    visit_AugAssign = visit_Assign  # noqa: N815

    def _add_file(self, components: Sequence[ast.expr]) -> None:
        """Note a file with code that the last components of a path name."""
        names: list[str] = []
        for component in reversed(components):
            if not isinstance(component, ast.Constant) or not isinstance(component.value, str):
                break
            names.insert(0, component.value)
        if len(names) > 1 and _CODE_FILE.fullmatch(names[-1]):
            self._files.add("/".join(names))

    def _visit_annotation(self, node: ast.expr | None) -> None:
        """Visit an annotation, of which strings are code."""
        for child in ast.walk(node) if node else ():
            if isinstance(child, ast.Constant) and isinstance(child.value, str):
                self._names.update(re.findall(r"\w+", child.value))
        if node:
            self.visit(node)

    def _visit_importer(self, node: ast.Call) -> None:
        """Note the module that a call such as ``import_module("name")`` imports."""
        match node.args[:1]:
            case [ast.Constant(value=str(name))] if name.strip("."):
                level = len(name) - len(name.lstrip("."))
                alias = ast.alias(name.lstrip("."))
                self._add_import(
                    ast.ImportFrom(None, [alias], level) if level else ast.Import([alias])
                )
            case _:
                self._imports_anything = True

    def _add_import(self, node: ImportNode) -> None:
        (self._imports if self._depth else self._immediate_imports).append(node)
