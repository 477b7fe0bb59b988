"""Join the sections of a configuration into one list of steps that refer to each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from paraverse.errors import KeyPath, suggest
from paraverse.transform.language.meta_operations import (
    LocalTag,
    MetaOperation,
    read_meta_operations,
)
from paraverse.transform.language.steps import Reporter, Step
from paraverse.transform.language.syntax import (
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
    find_placeholders,
    replace_placeholders,
)

RESERVED_TAGS = ("dag", "dm", "select_base")
"""Tags that refer to the data itself."""

_MISPLACED = {
    Argument: "`!arg` can only be used inside meta-operations; here there are no arguments.",
    Keyword: "`!kwarg` can only be used inside meta-operations; here there are no arguments.",
    NodeHash: "`!dag_ref` takes a hash that dantro computes from its own objects and the folder "
    "of the data; there is none here. Give the node a tag, and use `!dag_tag`.",
    Result: "`!dag_result` is for the arguments of the plot function; here it is `!dag_tag`.",
}


@dataclass(frozen=True)
class Reference(Placeholder):
    """The result of a step or node.

    Attributes
    ----------
    number
        Its index among the steps, or among the nodes of a graph.
    """

    number: int


class Assembly:
    """The steps of a transformation.

    Parameters
    ----------
    inputs
        Tags with values from outside, which become the first steps. Each maps to a digest of its
        value for the keys of nodes, or to None if the value is not known.
    report
        Called with each mistake.

    Attributes
    ----------
    steps
        All steps in the order in which they are written; steps of meta-operations come where
        these are used. `Reference` is the only kind of placeholder left in them.
    numbers
        Number of the step that each tag names.
    """

    def __init__(self, inputs: Mapping[str, str | None], report: Reporter) -> None:
        self.steps: list[Step] = []
        self.numbers: dict[str | LocalTag, int] = {}
        self._report = report
        for name, content in inputs.items():
            self.numbers[name] = len(self.steps)
            self.steps.append(Step(operation="", args=(name,), salt=content))
        self._first = len(self.steps)
        self._meta_operations: Mapping[str, MetaOperation] = {}
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
        """Read the sections of a configuration, in the order of dantro.

        Parameters
        ----------
        define, select, transform, base_transform, select_base, select_path_prefix, meta_operations
            See `paraverse.transform.evaluate`.
        file_cache_defaults
            Checked but not used: a file for each node would cost more than most nodes do.
        """
        prefix = select_path_prefix or ""
        if not isinstance(prefix, str):
            self._report(f"Takes a path; found {prefix!r}.", ("select_path_prefix",))
            prefix = ""
        path: KeyPath = ("meta_operations",)
        self._meta_operations = read_meta_operations(meta_operations, path, self._report, prefix)
        self.numbers["select_base"] = self.numbers["dm"]
        self._extend(read_chain(base_transform or [], ("base_transform",), self._report))
        base = self._read_base(select_base)
        del self.numbers["select_base"]
        self._extend(read_definitions(define, ("define",), self._report))
        self._extend(read_selections(select, ("select",), self._report, prefix))
        self._extend(read_chain(transform or [], ("transform",), self._report))
        reference = self._resolve_tag(base, ("select_base",)) or Reference(self.numbers["dm"])
        self.numbers["select_base"] = reference.number
        is_cached({"file_cache": file_cache_defaults}, ("file_cache_defaults",), self._report)
        self.steps = [self._resolve_tags(step) for step in self.steps]

    def _extend(self, steps: Iterable[Step]) -> None:
        for step in steps:
            self._add(step)

    def _read_base(self, base: Any) -> Any:
        match base:
            case None:
                return Tag("dm")
            case str():
                return Tag(base)
            case Tag() | NodeIndex() | Previous():
                return self._resolve_position(base, ("select_base",)) or Tag("dm")
            case _:
                self._report(f"Takes a tag; found {base!r}.", ("select_base",))
                return Tag("dm")

    def _add(self, step: Step, outer: tuple[str, ...] = ()) -> None:
        """Add a step, or all steps of a meta-operation; `outer` are those it is used in."""

        def resolve(placeholder: Any) -> Any:
            return self._resolve_position(placeholder, step.path)

        operation, args, kwargs, fallback = (
            replace_placeholders(value, resolve)
            for value in (step.operation, step.args, step.kwargs, step.fallback)
        )
        if None in (operation, args, kwargs):  # an argument outside a meta-operation
            operation, args, kwargs = "", (), {}
        step = replace(step, operation=operation, args=args, kwargs=kwargs, fallback=fallback)
        meta_operation = self._meta_operations.get(operation)
        if meta_operation is None:
            self._append(step)
            return
        name = meta_operation.name
        problem = meta_operation.check_use(step) if meta_operation.is_valid else None
        if name in outer:
            problem = f"{name!r} uses itself: {' → '.join([*outer, name])}."
        if problem:
            self._report(problem, step.path)
        if problem or not meta_operation.is_valid:
            self._append(replace(step, operation="", args=(), kwargs={}))
        else:
            self._expand(meta_operation, step, outer)

    def _expand(self, meta_operation: MetaOperation, call: Step, outer: tuple[str, ...]) -> None:
        self._uses += 1
        use = self._uses
        for step in meta_operation.expand(call, use):
            step_without_tag = self._check_arguments(replace(step, tag=None), call)
            self._add(step_without_tag, (*outer, meta_operation.name))
            if step.tag is not None:
                self.numbers[LocalTag(use, step.tag)] = len(self.steps) - 1
        # Tag, fallback and so on of the use apply only to the result
        self._add(replace(call, operation="pass", args=(Previous(),), kwargs={}, salt=None))

    def _check_arguments(self, step: Step, call: Step) -> Step:
        """Check the arguments of a use that became the operation, `args` or `kwargs` of a step."""
        if not isinstance(step.operation, str):
            wrong = f"an operation, which takes a name; found {step.operation!r}"
        elif not isinstance(step.args, list | tuple):
            wrong = f"'args', which takes a list; found {step.args!r}"
        elif not isinstance(step.kwargs, Mapping):
            wrong = f"'kwargs', which takes a mapping; found {step.kwargs!r}"
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

    def _resolve_position(self, placeholder: Any, path: KeyPath) -> Any:
        """Replace a placeholder that refers to a step by its position; None if there is none."""
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
            case _ if type(placeholder) in _MISPLACED:
                self._report(_MISPLACED[type(placeholder)], path)
            case _:
                return placeholder
        return None

    def _resolve_tags(self, step: Step) -> Step:
        def resolve(placeholder: Any) -> Any:
            return self._resolve_tag(placeholder, step.path)

        args, kwargs, fallback = (
            replace_placeholders(value, resolve)
            for value in (step.args, step.kwargs, step.fallback)
        )
        return replace(step, args=args, kwargs=kwargs, fallback=fallback)

    def _resolve_tag(self, placeholder: Any, path: KeyPath) -> Any:
        """Replace a tag by a reference, after all steps are read, because uses may come first."""
        match placeholder:
            case Tag(name) if name not in self.numbers:
                tags = [tag for tag in self.numbers if isinstance(tag, str)]
                self._report(f"There is no tag {name!r}. {suggest(name, tags)}", path)
                return None
            case Tag(name):
                return Reference(self.numbers[name])
            case LocalTag():
                return Reference(self.numbers[placeholder])
            case _:
                return placeholder


def references(value: Any) -> tuple[int, ...]:
    """Return the numbers that a value refers to.

    Parameters
    ----------
    value
        Any value, which may contain `Reference` objects at any depth.

    Returns
    -------
    tuple of int
        The numbers in order of first occurrence, each only once.
    """
    numbers = (p.number for p in find_placeholders(value) if isinstance(p, Reference))
    return tuple(dict.fromkeys(numbers))
