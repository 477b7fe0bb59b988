"""Labels for the dimensions of existing data that have none: times, and names of columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import yaml

from paraverse.new_project.contents import Field

TIME = re.compile(r"(?i)t|times?|steps?|iterations?|generations?|x")
"""Names of what fields are drawn over."""


@dataclass(frozen=True, kw_only=True)
class FirstLabels:
    """The labels of some fields.

    Attributes
    ----------
    section
        The section `labels` of the configuration; empty if nothing is labeled.
    fields
        All fields, with the names of their dimensions according to this section.
    """

    section: Mapping[str, Any]
    fields: Sequence[Field]


def choose_labels(main: Field, fields: Sequence[Field]) -> FirstLabels:
    """Choose labels for fields in the group of the one that will be drawn.

    Times or other coordinates beside these fields label their first dimension, and lists of names
    as long as a dimension, such as those of columns, label this dimension.

    Parameters
    ----------
    main
        The field to draw.
    fields
        All fields of numbers.

    Returns
    -------
    FirstLabels
        The labels.
    """
    group = _group_of(main)
    beside = [field for field in fields if _group_of(field) == group]
    times = _find_times(main, beside)
    section: dict[str, Any] = {}
    labeled: dict[str, Field] = {}
    if times is not None:
        name = _name_of(times)
        timed = [f for f in beside if f.dims[:1] == ("dim_0",) and f.shape[:1] == times.shape]
        labels = {"dims": {0: name}, "coords": {name: times.path}}
        paths = [f"{group}/*"] if len(timed) == len(beside) else [field.path for field in timed]
        section |= dict.fromkeys(paths, labels)
        labeled |= {f.path: replace(f, dims=(name, *f.dims[1:])) for f in timed}
    for field in beside:
        field = labeled.get(field.path, field)
        names = {axis: n for axis, n in field.names.items() if field.dims[axis] == f"dim_{axis}"}
        if names:
            dims = list(field.dims)
            for axis, source in names.items():
                dims[axis] = source.name
            coords = {source.name: source.config for source in names.values()}
            if times is not None and _name_of(times) == dims[0]:
                coords = {dims[0]: times.path, **coords}
            axes = {n: dim for n, dim in enumerate(dims) if dim != f"dim_{n}"}
            section[field.path] = {"dims": axes, "coords": coords}
            labeled[field.path] = replace(field, dims=tuple(dims))
    return FirstLabels(section=section, fields=[labeled.get(f.path, f) for f in fields])


def format_labels(section: Mapping[str, Any]) -> str:
    """Return a section `labels` as YAML, after a comment; an empty string if it is empty."""
    if not section:
        return ""
    dumped = yaml.dump(
        {"labels": section}, Dumper=_WithoutAnchors, sort_keys=False, width=1000, allow_unicode=True
    )
    return f"\n# Names and coordinates of dimensions: docs/labels.md\n{dumped}"


class _WithoutAnchors(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _find_times(main: Field, beside: Sequence[Field]) -> Field | None:
    if main.dims[:1] != ("dim_0",):
        return None
    fitting = (f for f in beside if f.shape == main.shape[:1] and TIME.fullmatch(_name_of(f)))
    return next(fitting, None)


def _group_of(field: Field) -> str:
    return field.path.rpartition("/")[0]


def _name_of(field: Field) -> str:
    return field.path.rpartition("/")[2]
