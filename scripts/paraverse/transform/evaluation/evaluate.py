"""Compute the tagged results of a transformation."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import paraverse.transform.operations  # noqa: F401 (registers them)
from paraverse.errors import ConfigError, Location, Problem
from paraverse.transform.call_checks import check_call
from paraverse.transform.evaluation.computation import Computation, Deferred
from paraverse.transform.evaluation.profile import Profile
from paraverse.transform.language.graph import Graph
from paraverse.transform.path_mapping import addressed_by_paths, plain

__all__ = ["Deferred", "evaluate", "run"]


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
        raise ConfigError([Problem(Location("transformation", None, ("compute_only",)), message)])
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
        given=list(given),
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
    where: Callable[..., Location] | None = None,
    *,
    stored: Mapping[str, Any] | None = None,
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
    stored
        Results of nodes by `Node.key`, or `Deferred` ones: these nodes are not computed, nor is
        what only they need. Given tags that nothing needs then can be left out of `given`.
    verbosity
        Above 0, times are logged.
    profile
        Filled with what became of each node.

    Raises
    ------
    TransformError
        If a tag does not exist or an operation fails.
    """
    profile = Profile() if profile is None else profile
    results = Computation(graph, given, tags, where, profile, stored or {}).results()
    profile.tell(where, verbosity)
    return results


def _check(graph: Graph) -> None:
    problems = list(graph.problems)
    for node in graph.nodes if not problems else ():
        message = check_call(node.operation, node.args, node.kwargs) if node.operation else None
        if message:
            problems.append(Problem(Location("transformation", None, node.path), message))
    if problems:
        raise ConfigError(problems)
