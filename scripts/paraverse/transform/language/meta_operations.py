"""Meta-operations, which a configuration defines as lists of nodes with arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from paraverse.errors import KeyPath, suggest
from paraverse.transform.language.steps import Reporter, Step
from paraverse.transform.language.syntax import read_chain, read_selections
from paraverse.transform.registry import operation_names
from paraverse.yaml_io.placeholders import (
    Argument,
    Keyword,
    Placeholder,
    Tag,
    find_placeholders,
    replace_placeholders,
)

Signature = Mapping[Any, bool]
"""Arguments by position or name; the values tell whether they are required."""


@dataclass(frozen=True)
class LocalTag(Placeholder):
    """A tag inside a meta-operation.

    Attributes
    ----------
    use
        Number of the use of the meta-operation.
    name
        The tag.
    """

    use: int
    name: str


@dataclass(frozen=True, kw_only=True)
class MetaOperation:
    """An operation that is defined as a list of nodes with arguments.

    Attributes
    ----------
    name
        Name of the operation.
    steps
        Nodes of the operation. The result of the last one is that of the operation.
    positional, keywords
        Arguments of the operation.
    is_valid
        Whether the definition is free of mistakes.
    """

    name: str
    steps: Sequence[Step]
    positional: Signature
    keywords: Signature
    is_valid: bool = True

    def check_use(self, call: Step) -> str | None:
        """Check the arguments of a use.

        Parameters
        ----------
        call
            The node that uses the operation.

        Returns
        -------
        str or None
            A message, or None if the arguments fit.
        """
        count, maximum = len(call.args), len(self.positional)
        minimum = sum(self.positional.values())
        if not minimum <= count <= maximum:
            takes = maximum if minimum == maximum else f"{minimum} to {maximum}"
            plural = "" if takes == 1 else "s"
            return f"{self.name!r} takes {takes} positional argument{plural}; found {count}."
        missing = [n for n, required in self.keywords.items() if required and n not in call.kwargs]
        if missing:
            return f"{self.name!r} needs the argument {', '.join(map(repr, missing))}."
        for name in call.kwargs:
            if name not in self.keywords:
                hint = suggest(name, self.keywords) or "It takes none by name."
                return f"{self.name!r} takes no argument {name!r}. {hint}"
        return None

    def expand(self, call: Step, use: int) -> list[Step]:
        """Return the nodes with the arguments of a use filled in.

        Parameters
        ----------
        call
            The node that uses the operation. Its salt and context are passed on to all nodes.
        use
            Number of the use, which distinguishes its tags from those of other uses.

        Returns
        -------
        list of Step
            The nodes. Tags of the operation are replaced by `LocalTag`.
        """
        tags = {step.tag for step in self.steps}

        def fill(placeholder: Any) -> Any:
            match placeholder:
                case Argument(position, default):
                    return (call.args[position : position + 1] or default)[0]
                case Keyword(name, default):
                    return call.kwargs[name] if name in call.kwargs else default[0]
                case Tag(name) if name in tags:
                    return LocalTag(use, name)
                case _:
                    return placeholder

        context = {**call.context, "meta_operation": self.name}
        return [
            replace(
                _replace_placeholders(step, fill),
                salt=call.salt
                if step.salt is None
                else [call.salt, replace_placeholders(step.salt, fill)],
                context={**context, **step.context},
                call=call.call or call.path,
            )
            for step in self.steps
        ]


def read_meta_operations(
    section: Any, path: KeyPath, report: Reporter, prefix: str
) -> dict[str, MetaOperation]:
    """Read `meta_operations`.

    Parameters
    ----------
    section
        A mapping from names to lists of nodes, or to mappings with `select` and `transform`; None
        if it is absent.
    path
        Keys of the section.
    report
        Called with each mistake.
    prefix
        Path to prepend to those of all selections.

    Returns
    -------
    dict
        The operations by name, including those with mistakes.
    """
    if section is not None and not isinstance(section, Mapping):
        report(f"Takes a mapping from names to lists of operations; found {section!r}.", path)
        return {}
    return {
        str(name): _read_definition(str(name), definition, (*path, str(name)), report, prefix)
        for name, definition in (section or {}).items()
    }


def _read_definition(
    name: str, definition: Any, path: KeyPath, report: Reporter, prefix: str
) -> MetaOperation:
    mistakes = []

    def report_here(message: str, at: KeyPath) -> None:
        mistakes.append(message)
        report(message, at)

    if name in operation_names():
        message = f"There is an operation {name!r} already; this one needs another name."
        report_here(message, path)
    steps = _read_steps(definition, path, report_here, prefix)
    _check_tags(name, steps, report_here)
    positional, keywords = _read_signature(steps, path, report_here)
    return MetaOperation(
        name=name, steps=steps, positional=positional, keywords=keywords, is_valid=not mistakes
    )


def _read_steps(definition: Any, path: KeyPath, report: Reporter, prefix: str) -> list[Step]:
    if isinstance(definition, list | tuple):
        steps = read_chain(definition, path, report)
    elif isinstance(definition, Mapping):
        allowed = ("select", "transform")
        for key in definition:
            if key not in allowed:
                message = f"A meta-operation has no {key!r}. {suggest(key, allowed)}"
                report(message, (*path, str(key)))
        steps = read_selections(definition.get("select"), (*path, "select"), report, prefix)
        steps += read_chain(definition.get("transform") or [], (*path, "transform"), report)
    else:
        message = "Takes a list of operations, or a mapping with `select` and `transform`; "
        report(f"{message}found {definition!r}.", path)
        return []
    if not steps:
        report("A meta-operation has at least one operation; its last is the result.", path)
    return steps


def _check_tags(name: str, steps: Sequence[Step], report: Reporter) -> None:
    paths: dict[str, KeyPath] = {}
    for step in steps:
        if step.tag is not None and paths.setdefault(step.tag, step.path) is not step.path:
            report(f"The tag {step.tag!r} is used twice in {name!r}.", step.path)
    unused = set(paths)
    for step in steps:
        for placeholder in find_placeholders(step.content):
            if not isinstance(placeholder, Tag) or placeholder.name in ("dm", "select_base", "dag"):
                continue
            unused.discard(placeholder.name)
            if placeholder.name not in paths:
                message = f"There is no tag {placeholder.name!r} inside {name!r}, and tags outside "
                hint = "are not visible there. Make it an argument: `!arg 0` or `!kwarg name`."
                report(message + hint, step.path)
    for tag in sorted(unused):
        message = f"The tag {tag!r} is not used inside {name!r}, nor visible outside: remove it."
        hint = " For a selection, write `omit_tag: true`." if "select" in paths[tag] else ""
        report(message + hint, paths[tag])


def _read_signature(
    steps: Sequence[Step], path: KeyPath, report: Reporter
) -> tuple[Signature, Signature]:
    """Collect the positional and keyword arguments that the nodes refer to."""
    positional: dict[int, bool] = {}
    keywords: dict[str, bool] = {}
    for step in steps:
        for placeholder in find_placeholders(step.content):
            match placeholder:
                case Argument(position, default):
                    is_consistent = positional.setdefault(position, not default) is not bool(
                        default
                    )
                    _check_default(f"!arg {position}", default, is_consistent, step.path, report)
                case Keyword(name, default):
                    is_consistent = keywords.setdefault(name, not default) is not bool(default)
                    _check_default(f"!kwarg {name}", default, is_consistent, step.path, report)
    positions = sorted(positional)
    if positions != list(range(len(positions))):
        gap = next(number for number, position in enumerate(positions) if number != position)
        report(f"There is `!arg {positions[-1]}`, but no `!arg {gap}`.", path)
    for one, other in pairwise(positions):
        if positional[other] and not positional[one]:
            message = f"`!arg {one}` has a default, so `!arg {other}` after it needs one, too."
            report(message, path)
    return {position: positional[position] for position in positions}, keywords


def _check_default(
    written: str, default: tuple[Any, ...], is_consistent: bool, path: KeyPath, report: Reporter
) -> None:
    if not is_consistent:
        report(f"`{written}` has a default in one place, but not in all.", path)
    if any(find_placeholders(list(default))):
        report(f"The default of `{written}` is a value; it cannot have placeholders.", path)


def _replace_placeholders(step: Step, fill: Callable[[Any], Any]) -> Step:
    operation, args, kwargs, _, fallback = (
        replace_placeholders(value, fill) for value in step.content
    )
    return replace(step, operation=operation, args=args, kwargs=kwargs, fallback=fallback)
