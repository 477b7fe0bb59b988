"""Evaluate a transformation, or the graph of one, and return its tagged results."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import paraverse.transform.operations  # noqa: F401 (registers them)
from paraverse.errors import ConfigError, Location, Problem
from paraverse.transform.call_checks import check_call
from paraverse.transform.evaluation.computation import Computation, Deferred
from paraverse.transform.evaluation.profile import Profile
from paraverse.transform.language.graph import Graph
from paraverse.transform.path_mapping import from_path_mapping, to_path_mapping

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
    inputs: Mapping[str, Any] | None = None,
    verbosity: int = 0,
    profile: Profile | None = None,
) -> dict[str, Any]:
    """Run a transformation and return its tagged results.

    The arguments are those of dantro's ``TransformationDAG`` and its ``compute``;
    docs/transformations.md describes the language.

    Parameters
    ----------
    data
        The data that `select` reads, with the tag ``dm``: anything with items at paths, such as a
        universe, an `xarray.DataTree`, or nested dictionaries.
    select
        A path for each tag, or a mapping with `path`, `transform` and other keys.
    transform
        List of nodes.
    define
        A value or a list of nodes for each tag.
    base_transform
        List of nodes that come before all others.
    select_base
        Tag of the result that `select` reads from; by default `data` itself.
    select_path_prefix
        Path to prepend to all paths in `select`; by default none.
    meta_operations
        A list of nodes for each name, or a mapping with `select` and `transform`.
    compute_only
        The tags to compute, or ``"all"``. By default, and with ``"all"``, these are all tags
        except those that start with ``.`` or ``_`` and those in `exclude_from_all`.
    exclude_from_all
        Tags that are computed only if `compute_only` names them.
    inputs
        Further values by tag, which nodes can refer to like results; by default only `data`.
    verbosity
        Above 0, the times of the slowest operations are logged; see `Profile.table`.
    profile
        Record to which everything that happens to each node is added.

    Returns
    -------
    dict
        The result of each computed tag.

    Raises
    ------
    ConfigError
        If the configuration is not valid. All mistakes are reported at once.
    TransformError
        If an operation fails; the message names the node.
    SkipPlot
        If the operation ``raise_SkipPlot`` is used and its condition holds.

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
    values = dict(inputs or {})
    graph = Graph.of(
        select=select,
        transform=transform,
        define=define,
        base_transform=base_transform,
        select_base=select_base,
        select_path_prefix=select_path_prefix,
        meta_operations=meta_operations,
        exclude_from_all=exclude_from_all,
        inputs=list(values),
    )
    _check(graph)
    tags = None if compute_only == "all" else compute_only
    values = {"dm": to_path_mapping(data), **values}
    results = run(graph, values, tags, verbosity=verbosity, profile=profile)
    return {tag: from_path_mapping(result) for tag, result in results.items()}


def run(
    graph: Graph,
    inputs: Mapping[str, Any],
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
    inputs
        Values of the graph's inputs, possibly `Deferred`. Those that nothing needs can be left out.
    tags
        The tags to compute; by default the public ones.
    where
        Called with the keys of a node; returns its location in a file, for messages. By default,
        messages name only the keys.
    stored
        Existing results of nodes by `Node.key`, possibly `Deferred`; by default none. These nodes
        are not computed, nor is anything that only they need.
    verbosity
        Above 0, times are logged; see `Profile.table`.
    profile
        Record to which everything that happens to each node is added.

    Returns
    -------
    dict
        The result of each tag.

    Raises
    ------
    TransformError
        If a tag does not exist or an operation fails.
    SkipPlot
        If an operation skips the plot.
    """
    profile = Profile() if profile is None else profile
    computation = Computation(graph, inputs, tags, where=where, profile=profile, stored=stored)
    results = computation.run()
    profile.log_times(where, verbosity)
    return results


def _check(graph: Graph) -> None:
    problems = list(graph.problems)
    for node in graph.nodes if not problems else ():
        message = check_call(node.operation, node.args, node.kwargs) if node.operation else None
        if message:
            problems.append(Problem(Location("transformation", None, node.path), message))
    if problems:
        raise ConfigError(problems)
