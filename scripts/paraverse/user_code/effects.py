"""Tell statements that only define a name from those that may do anything when a file is imported.

A statement that only defines a name matters to code that uses the name. All others may register
something, change another module or print: they matter to everything that runs in the same process.
In between are those that only fill a container of their own file, or define names conditionally.
Whatever is not known to be harmless counts as having effects.
"""

from __future__ import annotations

import ast
import enum
from collections.abc import Callable, Iterable, Sequence

from paraverse.user_code.expressions import Expressions
from paraverse.user_code.harmless import (
    PURE_BASES,
    PURE_DECORATORS,
    PURE_METACLASSES,
    QUIET_PACKAGES,
    REGISTERING_NAMES,
    SILENT_NAMES,
)
from paraverse.user_code.mentions import ImportNode, get_last_name
from paraverse.user_code.parsing import Statement

_ALL = "*"

_METHODS = frozenset(["add", "append", "extend", "insert", "setdefault", "update"])
"""Methods that fill a container."""


_WRAPS = ("functools.wraps",)
"""Decorators in a decorator that only make one function look like another."""


class Effect(enum.Enum):
    """Kinds of statements, by the effects of importing their file."""

    DEFINES = "it defines a name"
    OWN_FILE = "it changes what its own file contains"
    ANYTHING = "it may do anything"


class EffectFinder:
    """Finds what the statements of a file may do when it is imported.

    Parameters
    ----------
    statements
        All statements at the top level of the file.
    registering_names
        Names of functions and decorators that register functions and do nothing else.
    is_own_import
        Returns whether an import is that of a file of the project.
    imports_wrapper
        Returns whether an import is that of a decorator that only wraps functions; the second
        argument is that of `only_wraps`. By default, none is.
    """

    def __init__(
        self,
        statements: Sequence[Statement],
        registering_names: Iterable[str],
        is_own_import: Callable[[ImportNode], bool],
        *,
        imports_wrapper: Callable[[ast.ImportFrom, int], bool] = lambda node, levels: False,
    ) -> None:
        self._registering_names = REGISTERING_NAMES | set(registering_names)
        self._is_own_import = is_own_import
        self._imports_wrapper = imports_wrapper
        self._expressions = Expressions(statements, is_own_import)
        self._deferred_annotations = False
        for statement in statements:
            node = statement.node
            if isinstance(node, ast.ImportFrom) and node.module == "__future__":
                self._deferred_annotations |= node.names[0].name == "annotations"

    def find(self, statement: ast.stmt) -> Effect:
        """Return what a statement may do.

        Parameters
        ----------
        statement
            A statement at the top level of the file.

        Returns
        -------
        Effect
            `Effect.ANYTHING` unless it is known to do less.
        """
        if self._only_defines(statement):
            return Effect.DEFINES
        return Effect.OWN_FILE if self._stays_in_file(statement) else Effect.ANYTHING

    def only_wraps(self, decorator: ast.expr, levels: int) -> bool:
        """Return whether a decorator returns a function without doing anything else.

        Parameters
        ----------
        decorator
            The name of the decorator.
        levels
            The number of calls until the decorator returns the function: 1 for ``@checked``, 2 for
            ``@checked(minimum=0)``.

        Returns
        -------
        bool
            True only if that is certain.
        """
        binders = self._expressions.find_binders(decorator)
        match binders:
            case [ast.FunctionDef(decorator_list=[]) as function]:
                return self._body_only_wraps(function, levels)
            case [ast.ImportFrom() as node] if node.names[0].asname is None:
                return self._imports_wrapper(node, levels)
        return False

    def _body_only_wraps(self, function: ast.FunctionDef, levels: int) -> bool:
        for statement in function.body:
            match statement:
                case ast.FunctionDef(decorator_list=decorators):
                    origins = [getattr(decorator, "func", decorator) for decorator in decorators]
                    is_pure = all(self._expressions.find_origin(o) in _WRAPS for o in origins)
                    if not is_pure or statement.args.defaults or statement.args.kw_defaults:
                        return False
                    if levels > 1 and not self._body_only_wraps(statement, levels - 1):
                        return False
                case ast.Return(value=ast.Name()) | ast.Pass():
                    pass
                case ast.Expr(value=ast.Constant()):
                    pass
                case _:
                    return False
        return True

    def _only_defines(self, statement: ast.stmt) -> bool:
        match statement:
            case ast.Import() | ast.ImportFrom():
                return self._is_quiet_import(statement) and statement.names[0].name != _ALL
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                return not _is_special(statement.name) and self._is_pure_function(statement)
            case ast.ClassDef():
                return self._is_pure_class(statement)
            case ast.Assign(targets=targets, value=value):
                return all(map(_is_ordinary_name, targets)) and self._evaluates(value)
            case ast.AnnAssign(target=ast.Name() as target, value=value, annotation=annotation):
                return (
                    _is_ordinary_name(target)
                    and (value is None or self._evaluates(value))
                    and self._is_pure_annotation(annotation)
                )
            case ast.Expr(value=value):
                return isinstance(value, ast.Constant)
        return isinstance(statement, ast.Pass)

    def _stays_in_file(self, statement: ast.stmt) -> bool:
        match statement:
            case ast.Import() | ast.ImportFrom():
                return self._is_quiet_import(statement)
            # Such as `__getattr__`, which any name of the file may be taken from
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                return self._is_pure_function(statement)
            case ast.Assign(targets=targets, value=value):
                return self._expressions.is_plain(value) and all(map(self._is_own_target, targets))
            case ast.AugAssign(target=target, value=value):
                return self._expressions.is_plain(value) and self._is_own_target(target)
            case ast.Delete(targets=targets):
                return all(map(self._is_own_target, targets))
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=owner, attr=method)) as call):
                return (
                    method in _METHODS
                    and self._is_own_target(owner)
                    and self._expressions.has_plain_arguments(call)
                )
            case ast.If(test=test, body=body, orelse=other):
                return self._expressions.is_plain(test) and all(
                    map(self._is_contained, [*body, *other])
                )
            case ast.For(target=target, iter=iterable, body=body, orelse=other):
                return (
                    self._expressions.is_plain(iterable)
                    and self._is_own_target(target)
                    and all(map(self._is_contained, [*body, *other]))
                )
            case ast.Try(body=body, handlers=handlers, orelse=other, finalbody=final):
                inner = [s for handler in handlers for s in handler.body]
                return all(map(self._is_contained, [*body, *inner, *other, *final]))
        return False

    def _is_contained(self, statement: ast.stmt) -> bool:
        return self._only_defines(statement) or self._stays_in_file(statement)

    def _is_own_target(self, node: ast.expr) -> bool:
        """Return whether assigning to a node changes names or containers of the file only."""
        match node:
            case ast.Name(id=name):
                return not _is_special(name)
            case ast.Tuple(elts=elements) | ast.List(elts=elements):
                return all(map(self._is_own_target, elements))
            case ast.Subscript(value=ast.Name(id=name), slice=index):
                return self._expressions.is_container(name) and self._expressions.is_plain(index)
        return False

    def _is_quiet_import(self, node: ImportNode) -> bool:
        # What importing a file of the project does is found in that file
        if self._is_own_import(node) or (isinstance(node, ast.ImportFrom) and node.level):
            return True
        source = node.names[0].name if isinstance(node, ast.Import) else node.module or ""
        return source.partition(".")[0] in QUIET_PACKAGES

    def _is_pure_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
        arguments = node.args
        parameters = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        parameters += [p for p in (arguments.vararg, arguments.kwarg) if p]
        annotations = [node.returns, *(p.annotation for p in parameters)]
        defaults = [*arguments.defaults, *(d for d in arguments.kw_defaults if d)]
        return (
            all(map(self._is_pure_decorator, node.decorator_list))
            and all(map(self._evaluates, defaults))
            and all(self._is_pure_annotation(a) for a in annotations if a)
        )

    def _is_pure_class(self, node: ast.ClassDef) -> bool:
        return (
            all(map(self._is_pure_decorator, node.decorator_list))
            and all(map(self._is_pure_base, node.bases))
            and all(
                k.arg == "metaclass" and self._expressions.find_origin(k.value) in PURE_METACLASSES
                for k in node.keywords
            )
            and all(map(self._is_pure_member, node.body))
        )

    def _is_pure_member(self, statement: ast.stmt) -> bool:
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                return self._is_pure_function(statement)
            # Objects of the project may have a method `__set_name__`
            case ast.Assign(value=value) | ast.AnnAssign(value=value) if value is not None:
                keeps = isinstance(value, ast.Lambda | ast.Call) and self._evaluates(value)
                if not keeps and not self._expressions.is_plain(value):
                    return False
        return self._only_defines(statement)

    def _is_pure_base(self, node: ast.expr) -> bool:
        if isinstance(node, ast.Subscript):
            return self._is_pure_base(node.value) and self._is_pure_annotation(node.slice)
        if self._expressions.find_origin(node) in PURE_BASES:
            return True
        binders = self._expressions.find_binders(node)
        return bool(binders) and all(
            isinstance(binder, ast.ClassDef)
            and self._is_pure_class(binder)
            and not any(getattr(s, "name", "") == "__init_subclass__" for s in binder.body)
            for binder in binders
        )

    def _is_pure_decorator(self, node: ast.expr) -> bool:
        function = node.func if isinstance(node, ast.Call) else node
        if isinstance(node, ast.Call) and not self._expressions.has_plain_arguments(node):
            return False
        if get_last_name(function) in self._registering_names:
            return True
        if isinstance(function, ast.Attribute) and function.attr in ("getter", "setter", "deleter"):
            return True
        levels = 2 if isinstance(node, ast.Call) else 1
        is_pure = self._expressions.find_origin(function) in PURE_DECORATORS
        return is_pure or self.only_wraps(function, levels)

    def _evaluates(self, node: ast.expr) -> bool:
        """Return whether evaluating an expression has no effects."""
        # Members of a class of the file, such as those of an enumeration
        if isinstance(node, ast.Attribute) and self._is_pure_base(node.value):
            return True
        return self._expressions.is_pure(node)

    def _is_pure_annotation(self, node: ast.expr) -> bool:
        calls = (ast.Call, ast.NamedExpr, ast.Await, ast.ListComp, ast.GeneratorExp)
        return self._deferred_annotations or not any(isinstance(n, calls) for n in ast.walk(node))


def _is_special(name: str) -> bool:
    return name.startswith("__") and name.endswith("__") and name not in SILENT_NAMES


def _is_ordinary_name(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and not _is_special(node.id)
