"""Turn steps into nodes: ordered by their dependencies, equal ones merged."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from graphlib import TopologicalSorter
from typing import Any

from paraverse.base.digest import digest
from paraverse.errors import KeyPath
from paraverse.transform.language.assembly import Reference, references
from paraverse.transform.language.steps import Step
from paraverse.yaml_io.placeholders import replace_placeholders


@dataclass(frozen=True, kw_only=True)
class Node:
    """An operation with its arguments, or an input of the graph.

    Attributes
    ----------
    operation
        Name of the operation; "" for an input, a value that comes from outside.
    args
        Positional arguments. `Reference` stands for the results of other nodes, at any depth. An
        input has one, its tag.
    kwargs
        Keyword arguments in the order of their names, as in dantro.
    path
        Keys of the node in the configuration.
    call
        Keys of the use of the meta-operation that the node belongs to; empty if there is none.
    key
        Hexadecimal digest. Two nodes, even of different graphs, have the same key only if their
        operations, arguments, salts and fallbacks, and the keys of the nodes they refer to, are
        the same. The code of operations and the data do not affect it.
    needs, fallback_needs
        Numbers of the nodes that the arguments and the fallback refer to.
    allow_failure
        "log", "warn" or "silent" if the fallback is used when the node or something that it needs
        fails; None if such a failure is an error.
    fallback
        Result to use if the node fails.
    cached
        Whether the result is to be written to a file of its own.
    context
        Notes of the user about the node.
    """

    operation: str
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    path: KeyPath = ()
    call: KeyPath = ()
    key: str = ""
    needs: tuple[int, ...] = ()
    fallback_needs: tuple[int, ...] = ()
    allow_failure: str | None = None
    fallback: Any = None
    cached: bool = False
    context: Mapping[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Name of the operation, or tag of the input."""
        return self.operation or str(*self.args)

    @property
    def all_needs(self) -> tuple[int, ...]:
        """Numbers of the nodes that this one may need, each only once."""
        return tuple(dict.fromkeys((*self.needs, *self.fallback_needs)))


def fill(value: Any, results: Mapping[int, Any]) -> Any:
    """Replace references by results.

    Parameters
    ----------
    value
        Any value, which may contain `Reference` objects at any depth.
    results
        Results of nodes by number.

    Returns
    -------
    object
        The value with all references replaced; dictionaries, lists and tuples are copied.
    """
    return replace_placeholders(value, lambda reference: results[reference.number])


def build_nodes(steps: Sequence[Step]) -> tuple[list[Node], dict[int, int]]:
    """Order steps by their dependencies and merge equal ones.

    Parameters
    ----------
    steps
        Steps that refer to each other by `Reference`, in any order.

    Returns
    -------
    nodes : list of Node
        The nodes. Each refers only to nodes before it.
    numbers : dict
        Number of the node of each step.

    Raises
    ------
    CycleError
        If steps depend on each other in a cycle.
    """
    nodes: list[Node] = []
    numbers: dict[int, int] = {}
    numbers_by_key: dict[str, int] = {}

    def renumber(reference: Any) -> Any:
        return Reference(numbers[reference.number])

    for number in _sort_topologically(steps):
        step = steps[number]
        args, fallback = (
            replace_placeholders(step.args, renumber),
            replace_placeholders(step.fallback, renumber),
        )
        kwargs = {
            name: replace_placeholders(value, renumber) for name, value in step.kwargs.items()
        }
        if _is_transparent(step, args, nodes):
            numbers[number] = args[0].number
        else:
            key = _key_of(step, args, kwargs, fallback, nodes)
            if key not in numbers_by_key:
                numbers_by_key[key] = len(nodes)
                nodes.append(_build_node(step, args, kwargs, fallback, key))
            numbers[number] = numbers_by_key[key]
        if step.cached:
            nodes[numbers[number]] = replace(nodes[numbers[number]], cached=True)
    return nodes, numbers


def _sort_topologically(steps: Sequence[Step]) -> Iterator[int]:
    needs = {n: references((s.args, s.kwargs, s.fallback)) for n, s in enumerate(steps)}
    sorter = TopologicalSorter(needs)
    sorter.prepare()
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        yield from ready
        sorter.done(*ready)


def _is_transparent(step: Step, args: Sequence[Any], nodes: Sequence[Node]) -> bool:
    """Tell whether the result of a step is its argument, so that it needs no node.

    In dantro, a selection is a container, and its ``.data`` is the labeled array in it; here the
    selection is that array itself.
    """
    match args:
        case [Reference(number)] if not (step.kwargs or step.allow_failure or step.salt):
            if step.operation == "pass":
                return True
            node = nodes[number]
            is_selection = node.operation == "getitem" and _reads_input(node, nodes)
            return step.operation == ".data" and is_selection
    return False


def _reads_input(node: Node, nodes: Sequence[Node]) -> bool:
    """Tell whether the first argument of a node is an input of the graph."""
    match node.args:
        case [Reference(number), *_]:
            return not nodes[number].operation
    return False


def _build_node(
    step: Step, args: tuple[Any, ...], kwargs: Mapping[str, Any], fallback: Any, key: str
) -> Node:
    return Node(
        operation=step.operation,
        args=args,
        kwargs=kwargs,
        path=step.path,
        call=step.call,
        key=key,
        needs=references((args, kwargs)),
        fallback_needs=references(fallback),
        allow_failure=step.allow_failure,
        fallback=fallback,
        context=step.context,
    )


def _key_of(
    step: Step, args: Any, kwargs: Mapping[str, Any], fallback: Any, nodes: Sequence[Node]
) -> str:
    # An input is identified by its value if that is known, not by its tag
    own_args = () if not step.operation and step.salt else args
    own_fallback = step.allow_failure is not None and [fallback]
    content = (step.operation, own_args, kwargs, step.salt, own_fallback)
    try:
        return digest(_to_serializable(content, nodes), length=32)
    except TypeError:  # an object passed in from Python, which equals nothing else
        return uuid.uuid4().hex


def _to_serializable(value: Any, nodes: Sequence[Node]) -> Any:
    """Replace references by keys of nodes, and mappings by lists in the order of their items."""
    if isinstance(value, Reference):
        return ("node", nodes[value.number].key)
    if isinstance(value, dict):
        items = [[_to_serializable(k, nodes), _to_serializable(v, nodes)] for k, v in value.items()]
        return ("mapping", items)
    if type(value) in (list, tuple):
        return (type(value).__name__, [_to_serializable(item, nodes) for item in value])
    return value
