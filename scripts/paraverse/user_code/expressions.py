"""Tell expressions that have no effects from those that may run code of the project."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Iterable

from paraverse.user_code.harmless import KEEPING_FUNCTIONS, PURE_FUNCTIONS, PURE_PACKAGES
from paraverse.user_code.mentions import ImportNode
from paraverse.user_code.parsing import Statement

_ALL = "*"

_OPERATIONS = (
    ast.Attribute, ast.BinOp, ast.BoolOp, ast.Compare, ast.Constant, ast.Dict, ast.DictComp,
    ast.FormattedValue, ast.GeneratorExp, ast.IfExp, ast.JoinedStr, ast.List, ast.ListComp,
    ast.Set, ast.SetComp, ast.Slice, ast.Starred, ast.Subscript, ast.Tuple, ast.UnaryOp,
    ast.comprehension,
)  # fmt: skip
"""Nodes that have no effects if those in them have none and are plain data."""

_NEW_VALUES = (
    ast.BinOp, ast.Call, ast.Dict, ast.DictComp, ast.List, ast.ListComp, ast.Set, ast.SetComp,
)  # fmt: skip
"""Nodes of which the value is a new object rather than one that exists elsewhere."""


_FILE_NAMES = ("__file__", "__name__", "__package__")
"""Names that Python sets in each file."""


class Expressions:
    """The expressions at the top level of a file.

    Parameters
    ----------
    statements
        All statements at the top level of the file.
    is_own_import
        Returns whether an import is that of a file of the project.
    """

    def __init__(
        self, statements: Iterable[Statement], is_own_import: Callable[[ImportNode], bool]
    ) -> None:
        self._is_own_import = is_own_import
        self._binders: dict[str, list[ast.stmt]] = {}
        self._imports_all = False
        self._plain: dict[str, bool] = {}
        for statement in statements:
            node = statement.node
            self._imports_all |= isinstance(node, ImportNode) and node.names[0].name == _ALL
            for name in statement.mentions.stored:
                self._binders.setdefault(name, []).append(node)

    def find_binders(self, node: ast.expr) -> list[ast.stmt]:
        """Find the statements that may bind a name.

        Parameters
        ----------
        node
            Any expression.

        Returns
        -------
        list of ast.stmt
            The statements; empty if the expression is not a name that the file binds.
        """
        return self._binders.get(node.id, []) if isinstance(node, ast.Name) else []

    def is_pure(self, node: ast.expr) -> bool:
        """Return whether evaluating an expression has no effects.

        Parameters
        ----------
        node
            The expression.

        Returns
        -------
        bool
            True only if that is certain; its value may be a function of the project.
        """
        match node:
            case ast.Name():
                return True
            case ast.Lambda(args=arguments):
                return all(
                    map(self.is_pure, [*arguments.defaults, *filter(None, arguments.kw_defaults)])
                )
            case ast.Tuple(elts=elements) | ast.List(elts=elements):
                return all(map(self.is_pure, elements))
            case ast.Dict(keys=keys, values=values):
                return all(map(self.is_pure, values)) and all(
                    key is not None and self.is_plain(key) for key in keys
                )
            case ast.Call(func=function, args=arguments, keywords=keywords):
                if self.find_origin(function) in KEEPING_FUNCTIONS:
                    return all(map(self.is_pure, [*arguments, *(k.value for k in keywords)]))
        return self.is_plain(node)

    def is_plain(self, node: ast.AST) -> bool:
        """Return whether an expression has no effects and its value runs no code of the project.

        Parameters
        ----------
        node
            The expression, or any node in it.

        Returns
        -------
        bool
            True only if that is certain.
        """
        match node:
            case ast.Name(id=name, ctx=ast.Load()):
                is_foreign = name in _FILE_NAMES or self.find_origin(node) is not None
                return is_foreign or self._is_plain_name(name)
            case ast.Call(func=ast.Attribute(value=ast.Constant())):
                return self.has_plain_arguments(node)
            case ast.Call(func=function):
                origin = self.find_origin(function) or ""
                is_foreign = origin in PURE_FUNCTIONS or origin.startswith(
                    tuple(f"{package}." for package in PURE_PACKAGES)
                )
                return is_foreign and self.has_plain_arguments(node)
            case ast.Name() | ast.expr_context() | ast.operator() | ast.unaryop():
                return True
            case ast.boolop() | ast.cmpop():
                return True
        return isinstance(node, _OPERATIONS) and all(map(self.is_plain, ast.iter_child_nodes(node)))

    def has_plain_arguments(self, node: ast.Call) -> bool:
        """Return whether all arguments of a call are plain, as `is_plain` has it.

        Parameters
        ----------
        node
            The call.

        Returns
        -------
        bool
            True only if that is certain.
        """
        return all(map(self.is_plain, [*node.args, *(k.value for k in node.keywords)]))

    def _is_plain_name(self, name: str) -> bool:
        if name not in self._plain:
            self._plain[name] = False  # while it is being found out, for names that use each other
            binders = self._binders.get(name, ())
            self._plain[name] = bool(binders) and all(map(self._binds_plain, binders))
        return self._plain[name]

    def _binds_plain(self, binder: ast.stmt) -> bool:
        match binder:
            case ast.Assign(value=value) | ast.AugAssign(value=value):
                return self.is_plain(value)
            case ast.AnnAssign(value=value):
                return value is not None and self.is_plain(value)
            case ast.For(target=target, iter=iterable):
                stored = [n for n in ast.walk(binder) if _is_stored_name(n)]
                return stored == [target] and self.is_plain(iterable)
        return False

    def find_origin(self, node: ast.expr) -> str | None:
        """Return the full name of something that does not belong to the project.

        Parameters
        ----------
        node
            A dotted name.

        Returns
        -------
        str or None
            The name with that of its package; None if it may belong to the project.
        """
        match node:
            case ast.Attribute(value=value, attr=name):
                origin = self.find_origin(value)
                return origin and f"{origin}.{name}"
            case ast.Name(id=name):
                binders = self._binders.get(name, [])
                if not binders and hasattr(builtins, name) and not self._imports_all:
                    return f"builtins.{name}"
                return self._imported_name(binders[0]) if len(binders) == 1 else None
        return None

    def _imported_name(self, node: ast.stmt) -> str | None:
        """Return the full name of what an import of an installed package defines."""
        if not isinstance(node, ImportNode) or self._is_own_import(node):
            return None
        alias = node.names[0]
        if isinstance(node, ast.ImportFrom):
            return None if node.level else f"{node.module}.{alias.name}"
        return alias.name if alias.asname else alias.name.partition(".")[0]

    def is_container(self, name: str) -> bool:
        """Return whether a name is always that of a value that the file makes itself.

        Parameters
        ----------
        name
            The name.

        Returns
        -------
        bool
            True only if that is certain, so that changing the value has no effects elsewhere.
        """
        binders = self._binders.get(name, ())
        return self._is_plain_name(name) and all(
            isinstance(getattr(binder, "value", None), _NEW_VALUES) for binder in binders
        )


def _is_stored_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
