"""Positions of the nodes of a graph."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from paraverse.errors import PlotError, suggest

if TYPE_CHECKING:
    import networkx as nx


def compute_positions(
    graph: nx.Graph,
    *,
    model: Any = "spring",
    from_dict: Mapping[Any, Sequence[float]] | None = None,
    fallback: str | Mapping[str, Any] | None = None,
    wiggle: Mapping[str, Any] | None = None,
    **options: Any,
) -> dict[Any, Any]:
    """Compute the positions of the nodes of a graph.

    Parameters
    ----------
    graph
        The graph whose nodes are positioned.
    model
        A layout of networkx (``spring``, ``circular``, ``kamada_kawai``, …), ``graphviz_`` followed
        by the name of a Graphviz program, or a function of the graph. Random initial positions are
        the same every time.
    from_dict
        The position of each node, used instead of `model`.
    fallback
        The model to use if `model` fails, or a mapping with `model` and its options. If None, a
        failure is an error.
    wiggle
        The distances by which to move nodes at random along `x` and `y`, and the `seed`.
    options
        Further arguments of the layout.

    Returns
    -------
    dict
        The position of each node, of shape (2,).

    Raises
    ------
    PlotError
        If the layout does not exist or fails, and there is no `fallback`.
    """
    try:
        if from_dict is not None:
            positions = dict(from_dict)
        else:
            positions = _apply_layout(graph, model, options)
    except Exception as error:
        if fallback is None:
            if isinstance(error, PlotError):
                raise
            raise PlotError(f"positions: {model}: {type(error).__name__}: {error}") from error
        other = {"model": fallback} if isinstance(fallback, str) else dict(fallback)
        return compute_positions(graph, wiggle=wiggle, **other)
    if wiggle:
        random = np.random.default_rng(wiggle.get("seed", 0))
        reach = np.array([wiggle.get("x") or 0, wiggle.get("y") or 0])
        return {n: np.asarray(at) + reach * random.uniform(-1, 1, 2) for n, at in positions.items()}
    return positions


def _apply_layout(graph: nx.Graph, model: Any, options: Mapping[str, Any]) -> dict[Any, Any]:
    import networkx as nx  # imported here, as it is optional and slow to import

    if callable(model):
        return dict(model(graph, **options))
    if model.startswith("graphviz_"):
        program = model.removeprefix("graphviz_")
        return dict(nx.nx_agraph.graphviz_layout(graph, prog=program, **options))
    layouts = {
        name.removesuffix("_layout"): getattr(nx, name)
        for name in dir(nx)
        if name.endswith("_layout")
    }
    if model not in layouts:
        raise PlotError(f"positions: there is no model {model!r}. {suggest(model, layouts)}")
    takes_seed = "seed" in inspect.signature(layouts[model]).parameters
    return dict(layouts[model](graph, **({"seed": 0, **options} if takes_seed else options)))
