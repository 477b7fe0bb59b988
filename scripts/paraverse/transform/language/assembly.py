"""From the sections of a configuration to one list of steps that refer to each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from paraverse.errors import KeyPath, suggest
from paraverse.transform.language.meta_operations import Local, MetaOperation, read_meta_operations
from paraverse.transform.language.syntax import (
    Report,
    Step,
    is_cached,
    read_chain,
    read_definitions,
    read_selections,
)
from paraverse.yaml_io.placeholders import (
    Argument,
    Keyword,
    NodeHash,
    NodeIndex,
    Placeholder,
    Previous,
    Result,
    Tag,
    placeholders,
    replaced,
)

RESERVED_TAGS = ("dag", "dm", "select_base")
"""Tags that name the data itself."""

_OUT_OF_PLACE = {
    Argument: "`!arg` is for the inside of meta-operations; here there are no arguments.",
    Keyword: "`!kwarg` is for the inside of meta-operations; here there are no arguments.",
    NodeHash: "`!dag_ref` takes a hash that dantro makes of its own objects and the folder of the "
    "data; there is none here. Give the node a tag, and use `!dag_tag`.",
    Result: "`!dag_result` is for the arguments of the plot function; here it is `!dag_tag`.",
}


@dataclass(frozen=True)
class Reference(Placeholder):
    """The result of a step, by its number."""

    number: int


class Assembly:
    """The steps of a transformation.

    Parameters
    ----------
    given
        Tags whose values come from outside, which are the first steps; and what the values are,
        for the keys of nodes, if that is known.
    report
        Called with what is wrong.

    Attributes
    ----------
    steps
        All steps in the order in which they are written, those of meta-operations where they
        are used. Of the placeholders in them only `Reference` is left.
    numbers
        Number of the step of each tag.
    """

    def __init__(self, given: Mapping[str, str | None], report: Report) -> None:
        self.steps: list[Step] = []
        self.numbers: dict[str | Local, int] = {}
        self._report = report
        for name, content in given.items():
            self.numbers[name] = len(self.steps)
            self.steps.append(Step("", (name,), salt=content))
        self._first = len(self.steps)
        self._metas: Mapping[str, MetaOperation] = {}
        self._uses = 0

    def read(
        self,
        *,
        define: Any = None,
        select: Any = None,
        transform: Any = None,
        base_transform: Any = None,
        select_base: Any = None,
        select_path_prefix: Any = None,
        meta_operations: Any = None,
        file_cache_defaults: Any = None,
    ) -> None:
        """Read the sections of a configuration, in dantro's order."""
        prefix = select_path_prefix or ""
        if not isinstance(prefix, str):
            self._report(f"Takes a path; found {prefix!r}.", ("select_path_prefix",))
            prefix = ""
        at: KeyPath = ("meta_operations",)
        self._metas = read_meta_operations(meta_operations, at, self._report, prefix)
        self.numbers["select_base"] = self.numbers["dm"]
        self._extend(read_chain(base_transform or [], ("base_transform",), self._report))
        base = self._base(select_base)
        del self.numbers["select_base"]
        self._extend(read_definitions(define, ("define",), self._report))
        self._extend(read_selections(select, ("select",), self._report, prefix))
        self._extend(read_chain(transform or [], ("transform",), self._report))
        found = self._resolved(base, ("select_base",)) or Reference(self.numbers["dm"])
        self.numbers["select_base"] = found.number
        # Only checked: a file for each node would cost more than most nodes do
        is_cached({"file_cache": file_cache_defaults}, ("file_cache_defaults",), self._report)
        self.steps = [self._finished(step) for step in self.steps]

    def _extend(self, steps: Iterable[Step]) -> None:
        for step in steps:
            self._add(step)

    def _base(self, base: Any) -> Any:
        match base:
            case None:
                return Tag("dm")
            case str():
                return Tag(base)
            case Tag() | NodeIndex() | Previous():
                return self._placed(base, ("select_base",)) or Tag("dm")
            case _:
                self._report(f"Takes a tag; found {base!r}.", ("select_base",))
                return Tag("dm")

    def _add(self, step: Step, outer: tuple[str, ...] = ()) -> None:
        """Add a step, or all those of a meta-operation."""

        def put(placeholder: Any) -> Any:
            return self._placed(placeholder, step.path)

        operation, args, kwargs, fallback = (
            replaced(part, put) for part in (step.operation, step.args, step.kwargs, step.fallback)
        )
        if None in (operation, args, kwargs):  # no arguments of a meta-operation out here
            operation, args, kwargs = "", (), {}
        step = replace(step, operation=operation, args=args, kwargs=kwargs, fallback=fallback)
        meta = self._metas.get(operation)
        if meta is None:
            self._append(step)
            return
        problem = meta.call_problem(step) if meta.sound else None
        if meta.name in outer:
            problem = f"{meta.name!r} uses itself: {' → '.join([*outer, meta.name])}."
        if problem:
            self._report(problem, step.path)
        if problem or not meta.sound:
            self._append(replace(step, operation="", args=(), kwargs={}))
        else:
            self._use(meta, step, outer)

    def _use(self, meta: MetaOperation, call: Step, outer: tuple[str, ...]) -> None:
        self._uses += 1
        use = self._uses
        for step in meta.used(call, use):
            self._add(self._checked(replace(step, tag=None), call), (*outer, meta.name))
            if step.tag is not None:
                self.numbers[Local(use, step.tag)] = len(self.steps) - 1
        # What is said about the use itself holds for the result alone
        self._add(replace(call, operation="pass", args=(Previous(),), kwargs={}, salt=None))

    def _checked(self, step: Step, call: Step) -> Step:
        """Check what the arguments of a meta-operation were put in the place of."""
        if not isinstance(step.operation, str):
            wrong = f"an operation, so that it is a name; found {step.operation!r}"
        elif not isinstance(step.args, list | tuple):
            wrong = f"'args', so that it is a list; found {step.args!r}"
        elif not isinstance(step.kwargs, Mapping):
            wrong = f"'kwargs', so that it is a mapping; found {step.kwargs!r}"
        else:
            return replace(step, args=tuple(step.args))
        self._report(f"{call.operation!r} uses this argument as {wrong}.", call.path)
        return replace(step, operation="", args=(), kwargs={})

    def _append(self, step: Step) -> None:
        number = len(self.steps)
        self.steps.append(step)
        if step.tag is None:
            return
        if step.tag in RESERVED_TAGS:
            self._report(f"The tag {step.tag!r} is taken: it names the data.", step.path)
        elif step.tag in self.numbers:
            self._report(f"The tag {step.tag!r} is used twice; tags are unique.", step.path)
        else:
            self.numbers[step.tag] = number

    def _placed(self, placeholder: Any, path: KeyPath) -> Any:
        """What refers by the place among the steps, made independent of it."""
        before = len(self.steps) - self._first
        match placeholder:
            case Previous() if before:
                return Reference(len(self.steps) - 1)
            case Previous():
                self._report("There is no node before this one for !dag_prev.", path)
            case NodeIndex(index) if -before <= index < before:
                return Reference(self._first + index % before)
            case NodeIndex(index):
                self._report(f"There is no node {index}; {before} are before this one.", path)
            case Tag("select_base") if "select_base" in self.numbers:
                return Reference(self.numbers["select_base"])
            case Tag("dag"):
                message = "`dag` is an object of dantro; here a transformation cannot see itself."
                self._report(message, path)
            case _ if type(placeholder) in _OUT_OF_PLACE:
                self._report(_OUT_OF_PLACE[type(placeholder)], path)
            case _:
                return placeholder
        return None

    def _finished(self, step: Step) -> Step:
        def put(placeholder: Any) -> Any:
            return self._resolved(placeholder, step.path)

        args, kwargs, fallback = (
            replaced(part, put) for part in (step.args, step.kwargs, step.fallback)
        )
        return replace(step, args=args, kwargs=kwargs, fallback=fallback)

    def _resolved(self, placeholder: Any, path: KeyPath) -> Any:
        """A tag's number. Only now, as a tag may be defined behind the nodes that use it."""
        match placeholder:
            case Tag(name) if name not in self.numbers:
                known = [tag for tag in self.numbers if isinstance(tag, str)]
                self._report(f"There is no tag {name!r}. {suggest(name, known)}", path)
                return None
            case Tag(name):
                return Reference(self.numbers[name])
            case Local():
                return Reference(self.numbers[placeholder])
            case _:
                return placeholder


def references(value: Any) -> tuple[int, ...]:
    """Return the numbers that a value refers to, in order, each once."""
    found = (p.number for p in placeholders(value) if isinstance(p, Reference))
    return tuple(dict.fromkeys(found))
