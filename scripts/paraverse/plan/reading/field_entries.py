"""Read the fields that a multiverse plot combines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from paraverse.base.digest import digest
from paraverse.config.plots import PlotConfig
from paraverse.errors import KeyPath
from paraverse.jobs.transform import Join, OnConflict
from paraverse.plan.reading.plot_sections import transform_sections
from paraverse.plan.reading.used_sections import find_used_sections
from paraverse.yaml_io.placeholders import Previous

SECTION = "select_and_combine"

COMMON_KEYS = (
    "subspace", "transform_after_combine", "allow_missing_or_failing", "combination_method",
    "dtype", "join", "tolerance", "on_conflict",
)  # fmt: skip
"""Keys of an entry that may also appear in the section, for all of its entries."""

DEFAULT_METHODS = ("concat", "merge")
"""dantro's names for the default here: each array is put at its point, and gaps are NaN."""


@dataclass(frozen=True, kw_only=True)
class FieldEntry:
    """An entry of `select_and_combine`: a field that a multiverse plot combines.

    Attributes
    ----------
    tag
        The tag of the combined field.
    path
        The path of the field in each universe.
    transform
        Nodes that are run in each universe.
    subspace
        The selection of universes, as the plot describes it.
    method
        The node that combines the arrays of all universes; None for the default.
    transform_after_combine
        Nodes that are run on the combined array.
    allow_failing
        Whether universes whose transformation fails are left out.
    dtype
        The dtype of the combined array; None for that of the data.
    join, tolerance, on_conflict
        As for `paraverse.jobs.transform.CombinedField`.
    sections
        The definitions and meta-operations of the plot that the nodes use.
    key_paths
        Keys that lead from the plot to the entry (``"entry"``) and to each of `COMMON_KEYS`.
    """

    tag: str
    path: str
    transform: Sequence[Any]
    subspace: Any
    method: Mapping[str, Any] | None
    transform_after_combine: Sequence[Any]
    allow_failing: bool
    dtype: str | None
    join: Join
    tolerance: float | str | None
    on_conflict: OnConflict
    sections: Mapping[str, Any]
    key_paths: Mapping[str, KeyPath]

    @cached_property
    def key(self) -> str:
        """A digest of everything that determines the combined field, regardless of its tag."""
        return digest(
            [
                self.path,
                self.transform,
                self.subspace,
                self.method,
                self.transform_after_combine,
                self.allow_failing,
                self.dtype,
                self.join,
                self.tolerance,
                self.on_conflict,
                self.sections,
            ]
        )


def read_field_entries(plot: PlotConfig) -> list[FieldEntry]:
    """Read the section `select_and_combine` of a plot.

    Parameters
    ----------
    plot
        The plot. It need not have the section.

    Returns
    -------
    list of FieldEntry
        In the order of the plot. Entries without a path are left out;
        `paraverse.plan.checks.field_entries` reports them.
    """
    section = plot.values.get(SECTION) or {}
    fields = section.get("fields") if isinstance(section, Mapping) else None
    if not isinstance(fields, Mapping):
        return []
    entries = ((tag, as_mapping(entry)) for tag, entry in fields.items())
    return [_read_entry(plot, section, tag, entry) for tag, entry in entries if has_path(entry)]


def as_mapping(entry: Any) -> Any:
    """Return an entry in its long form, in which the path has a key of its own.

    Parameters
    ----------
    entry
        An entry as the plot describes it.

    Returns
    -------
    Any
        A mapping for a path; anything else as it is.
    """
    return {"path": entry} if isinstance(entry, str) else entry


def has_path(entry: Any) -> bool:
    """Return whether an entry in its long form is a mapping with the path of a field.

    Parameters
    ----------
    entry
        An entry in its long form.

    Returns
    -------
    bool
        True if the entry is a mapping in which `path` is a string.
    """
    return isinstance(entry, Mapping) and isinstance(entry.get("path"), str)


def _read_entry(
    plot: PlotConfig, section: Mapping[str, Any], tag: Any, entry: Mapping[str, Any]
) -> FieldEntry:
    values = {**section, **entry}
    key_path: KeyPath = (SECTION, "fields", tag)
    method = _method_node(values.get("combination_method", "concat"))
    after = values.get("transform_after_combine")
    nodes = [entry.get("transform"), [method] if method else None, after]
    return FieldEntry(
        tag=str(tag),
        path="/".join(filter(None, (str(section.get("base_path") or ""), entry["path"]))),
        transform=_nodes(entry),
        subspace=values.get("subspace") or {},
        method=method,
        transform_after_combine=after or [],
        allow_failing=bool(values.get("allow_missing_or_failing")),
        dtype=values.get("dtype"),
        join=values.get("join", "outer"),
        tolerance=values.get("tolerance"),
        on_conflict=values.get("on_conflict", "warn"),
        sections=find_used_sections(transform_sections(plot), nodes),
        key_paths={
            "entry": key_path,
            **{key: (*key_path, key) if key in entry else (SECTION, key) for key in COMMON_KEYS},
        },
    )


def _nodes(entry: Mapping[str, Any]) -> Any:
    nodes = entry.get("transform") or []
    if not entry.get("with_previous_result") or not isinstance(nodes, list):
        return nodes
    return [{"with_previous_result": True, **n} if isinstance(n, Mapping) else n for n in nodes]


def _method_node(method: Any) -> Mapping[str, Any] | None:
    """Return the node of a combination method that is an operation, as dantro writes it."""
    match method:
        case str(name) if name in DEFAULT_METHODS:
            return None
        case str(operation):
            arguments: dict[Any, Any] = {}
        case {"operation": str(operation), **rest}:
            arguments = rest
        case _:
            return None
    kwargs = {name: value for name, value in arguments.items() if name != "pass_pspace"}
    return {"operation": operation, "args": [Previous()], "kwargs": kwargs}
