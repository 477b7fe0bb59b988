"""Compute nodes in turn, each when it is needed and no longer kept than that."""

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
from paraverse.transform.evaluation.lazy import apply_lazily, is_lazy
from paraverse.transform.evaluation.profile import Profile, State
from paraverse.transform.language.graph import Graph
from paraverse.transform.language.nodes import Node, fill
from paraverse.transform.modules import MODULES
from paraverse.transform.registry import Operation, resolve

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Deferred:
    """A given value that is made only when a node needs it."""

    make: Callable[[], Any]


class Computation:
    """Computes nodes when one that is wanted needs them, and lets go of them when none does.

    Parameters
    ----------
    graph
        The graph.
    given
        Values for its given tags, or `Deferred` ones.
    tags
        The tags that are wanted; by default the public ones.
    where
        Turns keys into a place in a file, for messages.
    profile
        Filled with what becomes of each node.
    stored
        Results of nodes by their keys, or `Deferred` ones: these nodes are not computed, nor is
        what only they need.
    is_serializable
        Whether a result can be stored; by default all can.

    Attributes
    ----------
    kept
        Results by the number of their node: at the end, those of the tags, and those that
        results which cannot be stored were made of.
    unstorable
        Numbers of the nodes whose results cannot be stored.

    Raises
    ------
    TransformError
        If a tag or an operation does not exist.
    """

    def __init__(
        self,
        graph: Graph,
        given: Mapping[str, Any],
        tags: Collection[str] | None,
        where: Callable[..., Location] | None,
        profile: Profile,
        stored: Mapping[str, Any],
        is_serializable: Callable[[Any], bool] | None = None,
    ) -> None:
        tags = graph.public_tags() if tags is None else tags
        for tag in tags:
            if tag not in graph.tags:
                hint = suggest(tag, graph.public_tags())
                raise TransformError(f"There is no tag {tag!r}. {hint}")
        profile.graph = graph
        self.kept: dict[int, Any] = {}
        self.unstorable: set[int] = set()
        self._is_serializable = is_serializable
        self._graph = graph
        self._tags = tags
        self._given = given
        self._where = where
        self._profile = profile
        self._stored = stored
        self._failures: dict[int, TransformError] = {}
        self._is_lazy = False
        needed = graph.needed_for(tags, stored)
        self._functions = self._resolved(needed)
        self._uses = Counter(graph.tags[tag] for tag in tags)
        self._uses.update(graph.forced)
        for number in needed:
            self._uses.update(self._needs(number))

    def results(self) -> dict[str, Any]:
        """Compute the value of each tag.

        Raises
        ------
        TransformError
            If an operation fails.
        """
        for number in sorted(self._graph.forced):
            self._compute(number)
            self._release(number)
        for tag in self._tags:
            self._compute(self._graph.tags[tag])
        return {tag: self.kept[self._graph.tags[tag]] for tag in self._tags}

    def _resolved(self, needed: Collection[int]) -> dict[str, Operation]:
        # Before anything is computed; and a wrong name is no failure that can be allowed
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
                raise TransformError(f"{self._place(node)}: {error}") from None
        return functions

    def _compute(self, wanted: int) -> None:
        """Compute a node and what it needs, without recursion: chains can be long."""
        error: TransformError | None = None
        waiting = [] if wanted in self.kept else [(wanted, self._steps_to(wanted))]
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
            if number not in self.unstorable:
                for needed in self._needs(number):
                    self._release(needed)
        if error:
            raise error

    def _steps_to(self, number: int) -> Generator[int, None, None]:
        """Compute a node, each time pausing for the result of another."""
        node = self._graph.nodes[number]
        if node.key in self._stored:
            self._keep(number, "stored", self._made(self._stored[node.key]))
            return
        try:
            for needed in node.needs:
                if needed not in self.kept:
                    yield needed
            started = time.perf_counter()
            try:
                result = self._call(node)
            finally:
                self._profile.seconds[number] = time.perf_counter() - started
            self._keep(number, "computed", result)
        except TransformError as error:
            if node.allow_failure is None:
                raise
            self._tell(node, error)
            for needed in node.fallback_needs:
                if needed not in self.kept:
                    yield needed
            self._keep(number, "fallback", fill(node.fallback, self.kept))

    def _keep(self, number: int, state: State, result: Any) -> None:
        self._profile.note(number, state, result)
        self.kept[number] = result
        is_data = number == self._graph.tags["dm"]
        if self._is_serializable and (is_data or not self._is_serializable(result)):
            self.unstorable.add(number)

    def _call(self, node: Node) -> Any:
        if not node.operation:
            return self._given_value(node.args[0])
        args, kwargs = fill(node.args, self.kept), fill(node.kwargs, self.kept)
        function = self._functions[node.operation]
        if self._is_lazy:
            who = f"{self._place(node)}: operation {node.operation!r}"
            function = partial(apply_lazily, who, function)
        try:
            return function(*args, **kwargs)
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
        try:
            return self._made(self._given[tag])
        except LoadError as error:
            raise TransformError(f"{tag}: {error}") from error

    def _made(self, value: Any) -> Any:
        made = value.make() if isinstance(value, Deferred) else value
        self._is_lazy = self._is_lazy or is_lazy(made)
        return made

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
            if number in self.kept:
                del self.kept[number]
                if number in self.unstorable:
                    unneeded += self._needs(number)
            elif number not in self._failures:  # a fallback that was not used
                unneeded += self._needs(number)

    def _place(self, node: Node) -> str:
        place = self._where or (lambda *keys: format_key_path(keys))
        called = f" (used in {place(*node.call)})" if node.call else ""
        return f"{place(*node.path)}{called}"

    def _needs(self, number: int) -> tuple[int, ...]:
        node = self._graph.nodes[number]
        return () if node.key in self._stored else node.all_needs
