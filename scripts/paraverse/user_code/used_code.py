"""The code and the files that a function depends on, and digests of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from paraverse.base.content import content_of
from paraverse.base.digest import digest
from paraverse.user_code.declared_files import expand
from paraverse.user_code.packages import describe_package

_DIGITS = 16


@dataclass(frozen=True, kw_only=True)
class UsedStatement:
    """A statement at the top level of a file.

    Attributes
    ----------
    module
        The name of the module, with those of its packages.
    label
        A description of the statement, such as ``squared in config/powers.py``.
    source
        Its code, without comments and docstrings.
    is_dependency
        Whether it belongs to the project and is used by what the code is found for, rather than
        being that itself.
    """

    module: str
    label: str
    source: str
    is_dependency: bool


@dataclass(frozen=True, kw_only=True)
class UsedCode:
    """The code and the files that something depends on.

    Attributes
    ----------
    statements
        Statements, those of each file in their order.
    files
        Files and folders of which the content counts.
    depends_on
        Files and patterns that decorators declare.
    packages
        Installed packages that decorators declare.
    """

    statements: tuple[UsedStatement, ...] = ()
    files: frozenset[str] = frozenset()
    depends_on: frozenset[str] = frozenset()
    packages: frozenset[str] = frozenset()

    @cached_property
    def fingerprint(self) -> str:
        """16 hexadecimal digits, which change with the code, the files and the packages.

        They do not depend on the folder of the code.
        """
        # The order counts, as a name can be defined twice and files can change each other
        code = [[statement.module, statement.source] for statement in self.statements]
        contents = sorted(digits for _, digits in self._contents)
        return digest([code, contents, self._versions], _DIGITS)

    @property
    def words(self) -> frozenset[str]:
        """All words in the code, such as names of functions."""
        return frozenset(
            re.findall(r"\w+", "\n".join(statement.source for statement in self.statements))
        )

    @property
    def summary(self) -> str:
        """16 hexadecimal digits, which change with all that `describe` does not describe."""
        statements = [
            [s.module, s.label, None if s.is_dependency else s.source] for s in self.statements
        ]
        return digest(statements, _DIGITS)

    @property
    def own_source(self) -> str:
        """The code of what everything else is used by, without comments and docstrings."""
        return "\n\n".join(s.source for s in self.statements if not s.is_dependency)

    @property
    def definitions(self) -> dict[str, str]:
        """The code of each of the project's definitions, by a line with its name and a digest."""
        sources: dict[str, list[str]] = {}
        for statement in self.statements:
            if statement.is_dependency:
                sources.setdefault(statement.label, []).append(statement.source)
        return {
            f"{label} {digest(of_label)}": "\n\n".join(of_label)
            for label, of_label in sources.items()
        }

    def describe(self) -> Iterator[str]:
        """Describe the dependencies.

        Yields
        ------
        str
            A line with a digest for each definition and each file, and one for each package.
        """
        yield from self.definitions
        for file, digits in self._contents:
            yield f"file {file} {digits}"
        yield from self._versions

    @cached_property
    def _versions(self) -> list[str]:
        return [describe_package(package) for package in sorted(self.packages)]

    @cached_property
    def _contents(self) -> list[tuple[str, str]]:
        names = {*self.files, *(f for pattern in self.depends_on for f in expand(pattern))}
        return [(name, content_of(name)) for name in sorted(names)]
