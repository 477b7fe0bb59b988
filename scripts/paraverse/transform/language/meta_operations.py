"""Meta-operations: functions that are written in the language itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from paraverse.errors import KeyPath, suggest
from paraverse.transform.language.syntax import Report, Step, read_chain, read_selections
from paraverse.transform.registry import operation_names
from paraverse.yaml_io.placeholders import (
    Argument,
    Keyword,
    Placeholder,
    Tag,
    placeholders,
    replaced,
)

Signature = Mapping[Any, bool]
"""For each argument, by position or name, whether it must be given."""


@dataclass(frozen=True)
class Local(Placeholder):
    """A tag inside of a meta-operation.

    Attributes
    ----------
    use
        Which use of the meta-operation is meant.
    name
        The tag.
    """

    use: int
    name: str


@dataclass(frozen=True)
class MetaOperation:
    """A list of nodes with arguments.

    Attributes
    ----------
    name
        Its name as an operation.
    steps
        Its nodes; the last is its result.
    positional, keywords
        Its arguments.
    sound
        Whether nothing is wrong with it.
    """

    name: str
    steps: Sequence[Step]
    positional: Signature
    keywords: Signature
    sound: bool = True

    def call_problem(self, call: Step) -> str | None:
        """Say what is wrong with the arguments of a use, if anything."""
        count, most = len(call.args), len(self.positional)
        least = sum(self.positional.values())
        if not least <= count <= most:
            takes = most if least == most else f"{least} to {most}"
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

    def used(self, call: Step, use: int) -> list[Step]:
        """Return its nodes with the arguments of a use filled in.

        Parameters
        ----------
        call
            The use. Salt and context are passed on to all nodes.
        use
            A number that no other use has.
        """
        tags = {step.tag for step in self.steps}

        def put(placeholder: Any) -> Any:
            match placeholder:
                case Argument(position, default):
                    given = call.args[position : position + 1] or default
                    return given[0]
                case Keyword(name, default):
                    return call.kwargs[name] if name in call.kwargs else default[0]
                case Tag(name) if name in tags:
                    return Local(use, name)
                case _:
                    return placeholder

        context = {**call.context, "meta_operation": self.name}
        return [
            replace(
                _with(step, put),
                salt=call.salt if step.salt is None else [call.salt, replaced(step.salt, put)],
                context={**context, **step.context},
                call=call.call or call.path,
            )
            for step in self.steps
        ]


def read_meta_operations(
    section: Any, at: KeyPath, report: Report, prefix: str
) -> dict[str, MetaOperation]:
    """Read the definitions of meta-operations.

    Parameters
    ----------
    section
        For each name a list of nodes, or a mapping with `select` and `transform`.
    at
        Where it stands.
    report
        Called with what is wrong.
    prefix
        Put before the paths of selections.
    """
    if section is not None and not isinstance(section, Mapping):
        report(f"Takes a mapping from names to lists of operations; found {section!r}.", at)
        return {}
    return {
        str(name): _read(str(name), definition, (*at, str(name)), report, prefix)
        for name, definition in (section or {}).items()
    }


def _read(name: str, definition: Any, path: KeyPath, report: Report, prefix: str) -> MetaOperation:
    told = []

    def tell(message: str, place: KeyPath) -> None:
        told.append(message)
        report(message, place)

    if name in operation_names():
        tell(f"There is an operation {name!r} already; this one needs another name.", path)
    steps = _steps(definition, path, tell, prefix)
    _check_tags(name, steps, tell)
    positional, keywords = _signature(steps, path, tell)
    return MetaOperation(name, steps, positional, keywords, sound=not told)


def _steps(definition: Any, path: KeyPath, report: Report, prefix: str) -> list[Step]:
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


def _check_tags(name: str, steps: Sequence[Step], report: Report) -> None:
    places: dict[str, KeyPath] = {}
    for step in steps:
        if step.tag is not None and places.setdefault(step.tag, step.path) is not step.path:
            report(f"The tag {step.tag!r} is used twice in {name!r}.", step.path)
    unused = set(places)
    for step in steps:
        for placeholder in placeholders(_content(step)):
            if not isinstance(placeholder, Tag) or placeholder.name in ("dm", "select_base", "dag"):
                continue
            unused.discard(placeholder.name)
            if placeholder.name not in places:
                message = f"There is no tag {placeholder.name!r} inside of {name!r}, and tags "
                message += "outside are not seen. Make it an argument: `!arg 0` or `!kwarg name`."
                report(message, step.path)
    for tag in sorted(unused):
        message = f"The tag {tag!r} is not used inside of {name!r}, nor seen outside: remove it."
        hint = " For a selection, write `omit_tag: true`." if "select" in places[tag] else ""
        report(message + hint, places[tag])


def _signature(steps: Sequence[Step], path: KeyPath, report: Report) -> tuple[Signature, Signature]:
    positional: dict[int, bool] = {}
    keywords: dict[str, bool] = {}
    for step in steps:
        for placeholder in placeholders(_content(step)):
            match placeholder:
                case Argument(position, default):
                    _add(positional, position, default, f"!arg {position}", step.path, report)
                case Keyword(name, default):
                    _add(keywords, name, default, f"!kwarg {name}", step.path, report)
    positions = sorted(positional)
    if positions != list(range(len(positions))):
        gap = next(number for number, found in enumerate(positions) if number != found)
        report(f"There is `!arg {positions[-1]}`, but no `!arg {gap}`.", path)
    for one, other in pairwise(positions):
        if positional[other] and not positional[one]:
            message = f"`!arg {one}` has a default, so `!arg {other}` behind it needs one too."
            report(message, path)
    return {position: positional[position] for position in positions}, keywords


def _add(
    signature: dict[Any, bool],
    key: int | str,
    default: tuple[Any, ...],
    written: str,
    path: KeyPath,
    report: Report,
) -> None:
    if signature.setdefault(key, not default) is bool(default):
        report(f"`{written}` has a default in one place, but not in all.", path)
    if any(placeholders(list(default))):
        report(f"The default of `{written}` is a value; it cannot have placeholders.", path)


def _content(step: Step) -> tuple[Any, ...]:
    return (step.operation, step.args, step.kwargs, step.salt, step.fallback)


def _with(step: Step, put: Callable[[Any], Any]) -> Step:
    operation, args, kwargs, _, fallback = (replaced(part, put) for part in _content(step))
    return replace(step, operation=operation, args=args, kwargs=kwargs, fallback=fallback)
