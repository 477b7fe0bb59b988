"""Compute nodes when they are needed, and release results that nothing needs anymore."""

from __future__ import annotations

import logging
import time
import warnings
from collections import Counter
from collections.abc import Callable, Collection, Generator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from paraverse.errors import (
    DamagedFileError,
    LoadError,
    Location,
    ParaverseError,
    SkipPlot,
    TransformError,
    format_key_path,
    suggest,
)
from paraverse.transform.call_checks import check_call
from paraverse.transform.describe import describe_call
from paraverse.transform.evaluation.lazy import apply_lazily, has_lazy_arrays
from paraverse.transform.evaluation.profile import Profile, State
from paraverse.transform.language.graph import Graph
from paraverse.transform.language.nodes import Node, fill
from paraverse.transform.modules import MODULES
from paraverse.transform.registry import Operation, resolve
from paraverse.user_code.importing import import_hint

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Deferred:
    """A value that is created when a node needs it.

    Attributes
    ----------
    create
        Returns the value.
    """

    create: Callable[[], Any]


class Computation:
    """One evaluation of a graph.

    A node is computed when something needs its result, and the result is released as soon as
    nothing does. Since this is done without recursion, chains of nodes can have any length.

    Parameters
    ----------
    graph
        The graph.
    inputs
        Values of the graph's inputs, possibly `Deferred`. Those that nothing needs can be left out.
    tags
        The tags to compute; by default the public ones.
    where
        Called with the keys of a node; returns its location in a file, for messages. By default,
        messages name only the keys.
    profile
        Record to which everything that happens to each node is added.
    stored
        Existing results of nodes by `Node.key`, possibly `Deferred`; by default none. These nodes
        are not computed, nor is anything that only they need.
    is_serializable
        Tells whether a file can hold a result; by default all results can be stored.

    Attributes
    ----------
    results
        Results by the numbers of their nodes. In the end, these are the results of the tags, and
        the results that unserializable ones were computed from.
    unserializable
        Numbers of the nodes with results that cannot be stored.

    Raises
    ------
    TransformError
        If a tag or an operation does not exist.
    """

    def __init__(
        self,
        graph: Graph,
        inputs: Mapping[str, Any],
        tags: Collection[str] | None = None,
        *,
        where: Callable[..., Location] | None = None,
        profile: Profile,
        stored: Mapping[str, Any] | None = None,
        is_serializable: Callable[[Any], bool] | None = None,
    ) -> None:
        tags = graph.public_tags() if tags is None else tags
        for tag in tags:
            if tag not in graph.tags:
                hint = suggest(tag, graph.public_tags())
                raise TransformError(f"There is no tag {tag!r}. {hint}")
        profile.graph = graph
        self.results: dict[int, Any] = {}
        self.unserializable: set[int] = set()
        self._is_serializable = is_serializable
        self._graph = graph
        self._tags = tags
        self._inputs = inputs
        self._where = where
        self._profile = profile
        self._stored = stored or {}
        self._failures: dict[int, TransformError] = {}
        self._is_lazy = False
        needed = graph.needed_for(tags, self._stored)
        self._functions = self._resolve_operations(needed)
        self._uses = Counter(graph.tags[tag] for tag in tags)
        self._uses.update(graph.forced)
        for number in needed:
            self._uses.update(self._needs_of(number))

    def run(self) -> dict[str, Any]:
        """Compute the tags.

        Returns
        -------
        dict
            The result of each tag.

        Raises
        ------
        TransformError
            If an operation fails.
        SkipPlot
            If an operation skips the plot.
        """
        for number in sorted(self._graph.forced):
            self._compute(number)
            self._release(number)
        for tag in self._tags:
            self._compute(self._graph.tags[tag])
        return {tag: self.results[self._graph.tags[tag]] for tag in self._tags}

    def _resolve_operations(self, needed: Collection[int]) -> dict[str, Operation]:
        # Before anything is computed, because an unknown name is not a failure that can be allowed
        functions: dict[str, Operation] = {}
        for node in map(self._graph.nodes.__getitem__, needed):
            if not node.operation or node.key in self._stored:
                continue
            try:
                if node.operation not in functions:
                    functions[node.operation] = resolve(node.operation)
                # All others were checked when the configuration was read
                if node.operation.partition(".")[0] in MODULES:
                    message = check_call(
                        node.operation, node.args, node.kwargs, import_modules=True
                    )
                    if message:
                        raise TransformError(message)
            except TransformError as error:
                raise TransformError(f"{self._locate(node)}: {error}") from None
        return functions

    def _compute(self, number: int) -> None:
        """Compute a node and what it needs, using a stack of generators instead of recursion."""
        error: TransformError | None = None
        stack = [] if number in self.results else [(number, self._steps_to(number))]
        while stack:
            number, steps = stack[-1]
            try:
                needed = steps.throw(error) if error else next(steps)
                error = self._failures.get(needed)
                if error is None:
                    stack.append((needed, self._steps_to(needed)))
                continue
            except StopIteration:
                error = None
            except TransformError as failure:
                error = self._failures[number] = failure.with_traceback(None)
                self._profile.record(number, "failed")
            stack.pop()
            if number not in self.unserializable:
                for needed in self._needs_of(number):
                    self._release(needed)
        if error:
            raise error

    def _steps_to(self, number: int) -> Generator[int, None, None]:
        """Compute a node; yield the number of each other node when its result is needed."""
        node = self._graph.nodes[number]
        if node.key in self._stored:
            self._store_result(number, "stored", self._create(self._stored[node.key]))
            return
        try:
            for needed in node.needs:
                if needed not in self.results:
                    yield needed
            start = time.perf_counter()
            try:
                result = self._call(node)
            finally:
                self._profile.seconds[number] = time.perf_counter() - start
            self._store_result(number, "computed", result)
        except TransformError as error:
            if node.allow_failure is None:
                raise
            self._report_failure(node, error)
            for needed in node.fallback_needs:
                if needed not in self.results:
                    yield needed
            self._store_result(number, "fallback", fill(node.fallback, self.results))

    def _store_result(self, number: int, state: State, result: Any) -> None:
        self._profile.record(number, state, result)
        self.results[number] = result
        is_data = number == self._graph.tags["dm"]
        if self._is_serializable and (is_data or not self._is_serializable(result)):
            self.unserializable.add(number)

    def _call(self, node: Node) -> Any:
        if not node.operation:
            return self._read_input(node.args[0])
        args, kwargs = fill(node.args, self.results), fill(node.kwargs, self.results)
        function = self._functions[node.operation]
        if self._is_lazy:
            who = f"{self._locate(node)}: operation {node.operation!r}"
            function = partial(apply_lazily, who, function)
        try:
            return function(*args, **kwargs)
        except (SkipPlot, DamagedFileError):
            raise
        except Exception as error:
            is_explained = isinstance(error, ParaverseError)
            detail = str(error) if is_explained else f"{type(error).__name__}: {error}"
            raise TransformError(
                f"{self._locate(node)}: operation {node.operation!r} failed: "
                f"{detail}{import_hint(error)}\n"
                f"    arguments: {describe_call(args, kwargs)}"
            ) from error

    def _read_input(self, tag: str) -> Any:
        try:
            return self._create(self._inputs[tag])
        except LoadError as error:
            raise TransformError(f"{tag}: {error}") from error

    def _create(self, value: Any) -> Any:
        if isinstance(value, Deferred):
            value = value.create()
        self._is_lazy = self._is_lazy or has_lazy_arrays(value)
        return value

    def _report_failure(self, node: Node, error: TransformError) -> None:
        message = f"{self._locate(node)}: the fallback is used, as this failed: {error}"
        if node.allow_failure == "warn":
            warnings.warn(message, stacklevel=2)
        else:
            log.log(logging.DEBUG if node.allow_failure == "silent" else logging.WARNING, message)

    def _release(self, number: int) -> None:
        """Count down the uses of a result; after the last use, release it and what it needs."""
        released = [number]
        while released:
            number = released.pop()
            self._uses[number] -= 1
            if self._uses[number]:
                continue
            if number in self.results:
                del self.results[number]
                if number in self.unserializable:
                    released += self._needs_of(number)
            elif number not in self._failures:  # a fallback that was not used
                released += self._needs_of(number)

    def _locate(self, node: Node) -> str:
        locate = self._where or (lambda *keys: format_key_path(keys))
        use = f" (used in {locate(*node.call)})" if node.call else ""
        return f"{locate(*node.path)}{use}"

    def _needs_of(self, number: int) -> tuple[int, ...]:
        node = self._graph.nodes[number]
        return () if node.key in self._stored else node.all_needs
