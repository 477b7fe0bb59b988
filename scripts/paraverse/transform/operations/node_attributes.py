"""Operations that compute attributes of nodes, for drawings of transformation graphs."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from paraverse.transform.registration import operation

Attributes = Mapping[str, Any]
"""Attributes of a node: `obj` is the step itself; `tag` and `result` are optional."""

DESCRIPTION_KEYS = ("operation", "meta_operation", "result", "tag", "status")
"""Items of a description, in the order used if `to_include` is ``all``."""


@operation("attr_mapper.copy_from_attr")
def copy_from_attr(attr_to_copy_from: str, *, attrs: Attributes) -> Any:
    """Return a copy of another attribute.

    Parameters
    ----------
    attr_to_copy_from
        Name of the attribute.
    attrs
        Attributes of the node.

    Returns
    -------
    object
        A shallow copy of the attribute.
    """
    return copy.copy(attrs[attr_to_copy_from])


@operation("attr_mapper.set_value")
def set_value(value: Any, *, attrs: Attributes) -> Any:
    """Return a value.

    Parameters
    ----------
    value
        Anything.
    attrs
        Attributes of the node.

    Returns
    -------
    object
        The value itself.
    """
    return value


@operation("attr_mapper.dag.get_operation")
def get_operation_name(*, attrs: Attributes) -> str:
    """Return the name of the operation.

    Parameters
    ----------
    attrs
        Attributes of the node.

    Returns
    -------
    str
        The name; "" if the step has no operation.
    """
    return str(getattr(attrs["obj"], "operation", ""))


@operation("attr_mapper.dag.get_meta_operation")
def get_meta_operation_name(*, attrs: Attributes) -> str:
    """Return the name of the meta-operation that the step belongs to.

    Parameters
    ----------
    attrs
        Attributes of the node.

    Returns
    -------
    str
        The name; "" if the step does not belong to a meta-operation.
    """
    return str(getattr(attrs["obj"], "context", {}).get("meta_operation") or "")


@operation("attr_mapper.dag.get_layer")
def get_layer(*, attrs: Attributes) -> int:
    """Return the number of the layer of the step.

    Parameters
    ----------
    attrs
        Attributes of the node.

    Returns
    -------
    int
        Length of the longest chain of steps that the step depends on.
    """
    return int(getattr(attrs["obj"], "layer", 0))


@operation("attr_mapper.dag.get_status")
def get_status(*, attrs: Attributes) -> str:
    """Return the state of the step's computation.

    Parameters
    ----------
    attrs
        Attributes of the node.

    Returns
    -------
    str
        The state; "none" if it is not known.
    """
    return str(getattr(attrs["obj"], "status", "none"))


@operation("attr_mapper.dag.format_arguments")
def format_arguments(*, attrs: Attributes, join_str: str = "\n") -> str:
    """Return the arguments of the step.

    Parameters
    ----------
    attrs
        Attributes of the node.
    join_str
        String to put between the arguments.

    Returns
    -------
    str
        The arguments; "" for an input, which has none.
    """
    step = attrs["obj"]
    if not hasattr(step, "args"):
        return ""
    args = join_str.join(map(str, step.args))
    kwargs = join_str.join(f"{name}: {value}" for name, value in step.kwargs.items())
    return f"args: {args}\nkwargs: {kwargs}"


@operation("attr_mapper.dag.get_description")
def get_description(
    *,
    attrs: Attributes,
    join_str: str = "\n",
    to_include: str | Sequence[str] = ("operation", "meta_operation", "tag", "result"),
    abbreviate_result: int = 12,
) -> str:
    """Describe a step.

    Parameters
    ----------
    attrs
        Attributes of the node.
    join_str
        String to put between the items.
    to_include
        Names of the items, in order, or ``all``; see `DESCRIPTION_KEYS`. Empty items are left out.
    abbreviate_result
        Longest first line of a result that is shown; a longer one is replaced with the name of the
        result's type. 0 shows the whole result.

    Returns
    -------
    str
        The items, joined.
    """
    meta_operation = get_meta_operation_name(attrs=attrs)
    tag = attrs.get("tag")
    result = _abbreviate(attrs["result"], abbreviate_result) if attrs.get("has_result") else ""
    items = {
        "operation": get_operation_name(attrs=attrs),
        "meta_operation": f"({meta_operation})" if meta_operation else "",
        "result": f"= {result}" if result else "",
        "tag": f"— {tag} —" if tag else "",
        "status": f"status: {get_status(attrs=attrs).replace('_', ' ')}",
    }
    names = DESCRIPTION_KEYS if to_include == "all" else to_include
    return join_str.join(items[name] for name in names if items[name])


def _abbreviate(result: Any, width: int) -> str:
    string = str(result)
    if not width:
        return string
    line = string.split("\n")[0]
    return line if len(line) <= width else type(result).__name__
