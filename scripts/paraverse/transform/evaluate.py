"""Compute the tagged results of a transformation."""

from __future__ import annotations

import logging
import time
import warnings
from collections import Counter
from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import paraverse.transform.operations  # noqa: F401 (registers them)
from paraverse.errors import (
    ConfigError,
    LoadError,
    ParaverseError,
    Problem,
    SkipPlot,
    TransformError,
    Where,
    dotted,
    suggest,
)
from paraverse.transform.describe import describe_call
from paraverse.transform.graph import Graph, Node, fill
from paraverse.transform.profile import Profile
from paraverse.transform.registry import Operation, check_call, resolve
from paraverse.transform.tree import addressed_by_paths, plain

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Deferred:
    """A given value that is made only when a node needs it."""

    make: Callable[[], Any]


def evaluate(
    data: Any,
    *,
    select: Mapping[str, Any] | None = None,
    transform: Sequence[Any] | None = None,
    define: Mapping[str, Any] | None = None,
    base_transform: Sequence[Any] | None = None,
    select_base: Any = None,
    select_path_prefix: str | None = None,
    meta_operations: Mapping[str, Any] | None = None,
    compute_only: Collection[str] | None = None,
    exclude_from_all: Collection[str] | None = None,
    given: Mapping[str, Any] | None = None,
    verbosity: int = 0,
    profile: Profile | None = None,
) -> dict[str, Any]:
    """Run a transformation and return its tagged results.

    The arguments are those of dantro's ``TransformationDAG`` and of its ``compute``;
    docs/transformations.md describes the language.

    Parameters
    ----------
    data
        What `select` reads, the tag ``dm``: anything addressed by paths, such as a universe, an
        `xarray.DataTree`, or mappings in mappings.
    select
        For each tag a path, or a mapping with `path`, `transform` and others.
    transform
        List of nodes.
    define
        For each tag a value or a list of nodes.
    base_transform
        List of nodes before all others.
    select_base
        Tag of what `select` reads instead of `data`.
    select_path_prefix
        Put before all paths in `select`.
    meta_operations
        For each name a list of nodes, or a mapping with `select` and `transform`.
    compute_only
        The tags to compute, or ``"all"``; by default all but those that start with ``.`` or
        ``_`` and those in `exclude_from_all`.
    exclude_from_all
        Tags that are computed only if `compute_only` names them.
    given
        Values that are tags from the start.
    verbosity
        Above 0, the times of the slowest operations are logged; see `Profile.table`.
    profile
        Filled with what became of each node.

    Returns
    -------
    dict
        The value of each computed tag.

    Raises
    ------
    ConfigError
        If the transformation is not well-formed.
    TransformError
        If an operation fails; it names the node.

    Examples
    --------
    >>> from paraverse.transform import load_yaml
    >>> config = load_yaml('''
    ... select: {steps: walk/steps}
    ... transform:
    ...   - sum: !dag_tag steps
    ...     tag: length
    ... ''')
    >>> evaluate({"walk": {"steps": [1, 2, 4]}}, **config)
    {'steps': [1, 2, 4], 'length': 7}
    """
    if isinstance(compute_only, str) and compute_only != "all":
        message = f"Takes a list of tags or 'all'; found {compute_only!r}."
        raise ConfigError([Problem(Where("transformation", None, ("compute_only",)), message)])
    given = dict(given or {})
    graph = Graph.of(
        select=select,
        transform=transform,
        define=define,
        base_transform=base_transform,
        select_base=select_base,
        select_path_prefix=select_path_prefix,
        meta_operations=meta_operations,
        exclude_from_all=exclude_from_all,
        given=given,
    )
    _check(graph)
    tags = None if compute_only == "all" else compute_only
    given = {"dm": addressed_by_paths(data), **given}
    results = run(graph, given, tags, verbosity=verbosity, profile=profile)
    return {tag: plain(result) for tag, result in results.items()}


def run(
    graph: Graph,
    given: Mapping[str, Any],
    tags: Collection[str] | None = None,
    where: Callable[..., Where] | None = None,
    *,
    verbosity: int = 0,
    profile: Profile | None = None,
) -> dict[str, Any]:
    """Compute some tags of a graph.

    Parameters
    ----------
    graph
        The graph.
    given
        Values for the graph's given tags, or `Deferred` ones.
    tags
        The tags to compute; by default the public ones.
    where
        Turns keys into a place in a file, for messages.
    verbosity
        Above 0, times are logged.
    profile
        Filled with what became of each node.

    Raises
    ------
    TransformError
        If a tag does not exist or an operation fails.
    """
    tags = graph.public_tags() if tags is None else tags
    for tag in tags:
        if tag not in graph.tags:
            raise TransformError(f"There is no tag {tag!r}. {suggest(tag, graph.public_tags())}")
    profile = Profile() if profile is None else profile
    profile.graph = graph
    evaluation = _Evaluation(graph, given, tags, where, profile)
    results = evaluation.results_of(tags)
    if verbosity > 0:
        log.info("Transformation: %s", profile.table(where=where, verbosity=verbosity))
    return results


def _check(graph: Graph) -> None:
    problems = list(graph.problems)
    for node in graph.nodes if not problems else ():
        message = check_call(node.operation, node.args, node.kwargs) if node.operation else None
        if message:
            problems.append(Problem(Where("transformation", None, node.path), message))
    if problems:
        raise ConfigError(problems)


class _Evaluation:
    """Nodes are computed when one that is wanted needs them, and let go when none does."""

    def __init__(
        self,
        graph: Graph,
        given: Mapping[str, Any],
        tags: Collection[str],
        where: Callable[..., Where] | None,
        profile: Profile,
    ) -> None:
        self._graph = graph
        self._given = given
        self._where = where
        self._profile = profile
        self._results: dict[int, Any] = {}
        self._failures: dict[int, TransformError] = {}
        needed = graph.needed_for(tags)
        self._functions = self._resolved(needed)
        self._uses = Counter(graph.tags[tag] for tag in tags)
        self._uses.update(graph.forced)
        for number in needed:
            self._uses.update(_all_needs(graph.nodes[number]))

    def results_of(self, tags: Collection[str]) -> dict[str, Any]:
        for number in sorted(self._graph.forced):
            self._compute(number)
            self._release(number)
        for tag in tags:
            self._compute(self._graph.tags[tag])
        return {tag: self._results[self._graph.tags[tag]] for tag in tags}

    def _resolved(self, needed: Collection[int]) -> dict[str, Operation]:
        # Before anything is computed; and a wrong name is no failure that can be allowed
        functions: dict[str, Operation] = {}
        for node in map(self._graph.nodes.__getitem__, needed):
            if node.operation and node.operation not in functions:
                try:
                    functions[node.operation] = resolve(node.operation)
                except TransformError as error:
                    raise TransformError(f"{self._place(node)}: {error}") from None
        return functions

    def _compute(self, wanted: int) -> None:
        """Compute a node and what it needs, without recursion: chains can be long."""
        error: TransformError | None = None
        waiting = [] if wanted in self._results else [(wanted, self._steps_to(wanted))]
        while waiting:
            number, steps = waiting[-1]
            try:
                needed = steps.throw(error) if error else next(steps)
                error = self._failures.get(needed)
                if error is None:
                    waiting.append((needed, self._steps_to(needed)))
                continue
            except StopIteration:
                error = None
            except TransformError as failure:
                error = self._failures[number] = failure.with_traceback(None)
                self._profile.note(number, "failed")
            waiting.pop()
            for needed in _all_needs(self._graph.nodes[number]):
                self._release(needed)
        if error:
            raise error

    def _steps_to(self, number: int) -> Generator[int, None, None]:
        """Compute a node, each time pausing for the result of another."""
        node = self._graph.nodes[number]
        try:
            for needed in node.needs:
                if needed not in self._results:
                    yield needed
            started = time.perf_counter()
            try:
                result = self._call(node)
            finally:
                self._profile.seconds[number] = time.perf_counter() - started
            self._profile.note(number, "computed", result)
        except TransformError as error:
            if node.allow_failure is None:
                raise
            self._tell(node, error)
            for needed in node.fallback_needs:
                if needed not in self._results:
                    yield needed
            result = fill(node.fallback, self._results)
            self._profile.note(number, "fallback", result)
        self._results[number] = result

    def _call(self, node: Node) -> Any:
        if not node.operation:
            return self._given_value(node.args[0])
        args, kwargs = fill(node.args, self._results), fill(node.kwargs, self._results)
        try:
            return self._functions[node.operation](*args, **kwargs)
        except SkipPlot:
            raise
        except Exception as error:
            known = isinstance(error, ParaverseError)
            detail = str(error) if known else f"{type(error).__name__}: {error}"
            raise TransformError(
                f"{self._place(node)}: operation {node.operation!r} failed: {detail}\n"
                f"    arguments: {describe_call(args, kwargs)}"
            ) from error

    def _given_value(self, tag: str) -> Any:
        value = self._given[tag]
        try:
            return value.make() if isinstance(value, Deferred) else value
        except LoadError as error:
            raise TransformError(f"{tag}: {error}") from error

    def _tell(self, node: Node, error: TransformError) -> None:
        message = f"{self._place(node)}: the fallback is used, as this failed: {error}"
        if node.allow_failure == "warn":
            warnings.warn(message, stacklevel=2)
        else:
            log.log(logging.DEBUG if node.allow_failure == "silent" else logging.WARNING, message)

    def _release(self, number: int) -> None:
        """Let go of a result that nothing needs any more, and of what was only for it."""
        unneeded = [number]
        while unneeded:
            number = unneeded.pop()
            self._uses[number] -= 1
            if self._uses[number]:
                continue
            if number in self._results:
                del self._results[number]
            elif number not in self._failures:  # a fallback that was not used
                unneeded += _all_needs(self._graph.nodes[number])

    def _place(self, node: Node) -> str:
        place = self._where or (lambda *keys: dotted(keys))
        called = f" (used in {place(*node.call)})" if node.call else ""
        return f"{place(*node.path)}{called}"


def _all_needs(node: Node) -> set[int]:
    return {*node.needs, *node.fallback_needs}
