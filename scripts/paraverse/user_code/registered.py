"""Functions that Python files register, with their fingerprints."""

from __future__ import annotations

import ast
import copy
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from paraverse.base.digest import digest
from paraverse.user_code.mentions import FunctionNode
from paraverse.user_code.used_code import UsedCode

_REPLACING_OPTIONS = ("overwrite", "overwrite_existing", "skip_existing")
"""Options of a registration that concern another function of the same name."""


@dataclass(frozen=True, kw_only=True)
class RegisteredFunction:
    """A function that a file registers under a name.

    Attributes
    ----------
    name
        The registered name.
    file, line
        The location of its definition.
    registered_at
        The line of the decorator or call that registers it; that of its definition if it is not
        registered.
    definition
        The parsed function; None if it is not defined in that file.
    options
        Keyword arguments of the registration that are literals.
    find_used_code
        Returns the code of the function and of everything that it depends on, which takes a long
        time and is needed only for functions that are used.
    """

    name: str
    file: str
    line: int
    registered_at: int
    definition: FunctionNode | None = field(repr=False, default=None)
    options: Mapping[str, Any]
    find_used_code: Callable[[], UsedCode] = field(repr=False)

    @cached_property
    def signature(self) -> inspect.Signature | None:
        """The parameters of the function, with all defaults replaced by None.

        It is None if the function is not defined in the file.
        """
        return _build_signature(self.definition.args) if self.definition else None

    @cached_property
    def used_code(self) -> UsedCode:
        """The code of the function and everything that it depends on."""
        return self.find_used_code()

    @property
    def replaces(self) -> bool:
        """True if the registration allows another function of the same name."""
        return any(self.options.get(key) for key in _REPLACING_OPTIONS)

    @cached_property
    def fingerprint(self) -> str:
        """Hexadecimal digits that change with the function and everything that it depends on.

        This includes the content of files and the versions of packages that it is registered with.
        """
        return self.used_code.fingerprint

    @cached_property
    def words(self) -> frozenset[str]:
        """All words in its code and in the code that it depends on, such as names of helpers."""
        return self.used_code.words

    def describe(self, kind: str) -> Iterator[str]:
        """Describe what the function depends on, for the reasons that Snakemake shows.

        Parameters
        ----------
        kind
            What the function is, such as ``operation``.

        Yields
        ------
        str
            A line for the function, one for each of the project's definitions and files that it
            depends on, and one for each package.
        """
        yield self._line(kind)
        yield from self.used_code.describe()

    def sources(self, kind: str) -> dict[str, str]:
        """Return the code behind the lines of `describe`.

        Parameters
        ----------
        kind
            What the function is, such as ``operation``.

        Returns
        -------
        dict of str to str
            The code of the function, and of each of the project's definitions that it depends on,
            without comments and docstrings, by the line.
        """
        return {self._line(kind): self.used_code.own_source, **self.used_code.definitions}

    def _line(self, kind: str) -> str:
        return f"{kind} {self.name} {self.used_code.summary}"


@dataclass(frozen=True, kw_only=True)
class Registrations:
    """All functions that some files register.

    Attributes
    ----------
    functions
        The functions by registered name.
    open_files
        Fingerprints of files in which registrations cannot be found without running them (in a
        loop, in a function, under a computed name): any name that is not in `functions` may be
        registered by one of these files.
    repeated
        Pairs of functions with the same name, if the registration of the second does not allow the
        first.
    open_code
        The code of all files, if there are open files.
    find_effects
        Returns the code that may do anything when the files are imported, on which all functions
        depend.
    find_module
        Returns the code of a module of the project by its name, as the files could import it.
    """

    functions: Mapping[str, RegisteredFunction]
    open_files: Mapping[str, str]
    repeated: Sequence[tuple[RegisteredFunction, RegisteredFunction]] = ()
    open_code: UsedCode = field(default_factory=UsedCode)
    find_effects: Callable[[], UsedCode] = UsedCode
    find_module: Callable[[str], UsedCode] = field(default=lambda name: UsedCode())

    def fingerprint(self, name: str) -> str | None:
        """Return the fingerprint of a registered function.

        Parameters
        ----------
        name
            The registered name.

        Returns
        -------
        str or None
            The fingerprint of the function; that of all open files if one of them may register it;
            None if nothing registers it.
        """
        if name in self.functions:
            return self.functions[name].fingerprint
        return digest(sorted(self.open_files.values())) if self.open_files else None

    def describe(self, kind: str, names: Iterable[str]) -> tuple[str, ...]:
        """Describe what some functions depend on, for the reasons that Snakemake shows.

        Parameters
        ----------
        kind
            What the functions are, such as ``operation``.
        names
            Names, of which some need not be registered.

        Returns
        -------
        tuple of str
            A line for each function, and for each of the project's definitions and files, and each
            package, that one of them depends on.
        """
        effects = self.find_effects()
        lines = dict.fromkeys(effects.describe())
        if effects.statements:
            lines[f"order of imports {effects.summary}"] = None
        for name in names:
            if name in self.functions:
                lines |= dict.fromkeys(self.functions[name].describe(kind))
            elif self.open_files:
                lines[f"{kind} {name} {self.fingerprint(name)}"] = None
        return tuple(lines)


def _build_signature(arguments: ast.arguments) -> inspect.Signature:
    none = ast.Constant(None)
    function = ast.Expression(ast.Lambda(_without_defaults(arguments), none))
    code = compile(ast.fix_missing_locations(function), "signature", "eval")
    return inspect.signature(eval(code))


def _without_defaults(arguments: ast.arguments) -> ast.arguments:
    """Return parameters with all defaults replaced by None, and without annotations."""
    none = ast.Constant(None)

    def plain(parameters: list[ast.arg]) -> list[ast.arg]:
        return [ast.arg(parameter.arg) for parameter in parameters]

    bare = copy.copy(arguments)
    bare.posonlyargs = plain(arguments.posonlyargs)
    bare.args = plain(arguments.args)
    bare.kwonlyargs = plain(arguments.kwonlyargs)
    bare.vararg = arguments.vararg and ast.arg(arguments.vararg.arg)
    bare.kwarg = arguments.kwarg and ast.arg(arguments.kwarg.arg)
    bare.defaults = [none for _ in arguments.defaults]
    bare.kw_defaults = [default and none for default in arguments.kw_defaults]
    return bare
