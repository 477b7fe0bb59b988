"""Types of groups by what an attribute in the file says."""

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
"""By the value of the attribute that `map_from_attr` of a load entry names. Add your own."""
