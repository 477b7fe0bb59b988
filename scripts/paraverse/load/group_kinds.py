"""Types of groups, determined by the value of an attribute in the file."""

from __future__ import annotations

GROUP_TYPES: dict[str, str] = {
    "time_series": "TimeSeriesGroup",
    "time_series_heterogeneous": "HeterogeneousTimeSeriesGroup",
    "labelled": "LabelledDataGroup",
    "graph": "GraphGroup",
    "network": "GraphGroup",
    "index": "IndexedDataGroup",
    "indexed": "IndexedDataGroup",
}
"""Names of types by the value of the attribute named in `map_from_attr` of a load entry.

Projects add their own with `paraverse.group_type`."""
