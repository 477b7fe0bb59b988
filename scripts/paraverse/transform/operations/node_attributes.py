"""Operations that make attributes of the nodes of a drawn transformation graph."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from paraverse.transform.registration import operation

Attributes = Mapping[str, Any]
"""Attributes of a node: `obj` is the step itself; `tag` and `result` if it has them."""

PARTS = ("operation", "meta_operation", "result", "tag", "status")
"""Parts of a description, in their order if `to_include` is ``all``."""


@operation("attr_mapper.copy_from_attr")
def copy_from_attr(attr_to_copy_from: str, *, attrs: Attributes) -> Any:
    """Return a copy of another attribute."""
    return copy.copy(attrs[attr_to_copy_from])


@operation("attr_mapper.set_value")
def set_value(value: Any, *, attrs: Attributes) -> Any:
    """Return the value."""
    return value


@operation("attr_mapper.dag.get_operation")
def get_operation(*, attrs: Attributes) -> str:
    """Return the name of the operation, or ""."""
    return str(getattr(attrs["obj"], "operation", ""))


@operation("attr_mapper.dag.get_meta_operation")
def get_meta_operation(*, attrs: Attributes) -> str:
    """Return the name of the meta-operation that the step is part of, or ""."""
    return str(getattr(attrs["obj"], "context", {}).get("meta_operation") or "")


@operation("attr_mapper.dag.get_layer")
def get_layer(*, attrs: Attributes) -> int:
    """Return how many steps lie before this one at most."""
    return int(getattr(attrs["obj"], "layer", 0))


@operation("attr_mapper.dag.get_status")
def get_status(*, attrs: Attributes) -> str:
    """Return the state of the step's computation, or "none"."""
    return str(getattr(attrs["obj"], "status", "none"))


@operation("attr_mapper.dag.format_arguments")
def format_arguments(*, attrs: Attributes, join_str: str = "\n") -> str:
    """Return the arguments as text, or "" for a value that is given."""
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
        Put between the parts.
    to_include
        Names of the parts, in order, or ``all``; see `PARTS`. Empty ones are left out.
    abbreviate_result
        A result whose first line is longer is shown by its type; 0 shows all of it.
    """
    meta_operation = get_meta_operation(attrs=attrs)
    tag = attrs.get("tag")
    result = _shown(attrs["result"], abbreviate_result) if attrs.get("has_result") else ""
    parts = {
        "operation": get_operation(attrs=attrs),
        "meta_operation": f"({meta_operation})" if meta_operation else "",
        "result": f"= {result}" if result else "",
        "tag": f"— {tag} —" if tag else "",
        "status": f"status: {get_status(attrs=attrs).replace('_', ' ')}",
    }
    wanted = PARTS if to_include == "all" else to_include
    return join_str.join(parts[name] for name in wanted if parts[name])


def _shown(result: Any, width: int) -> str:
    text = str(result)
    if not width:
        return text
    line = text.split("\n")[0]
    return line if len(line) <= width else type(result).__name__
