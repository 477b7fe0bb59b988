"""The index of a file: JSON in a scalar variable that describes what the file holds and where."""

from __future__ import annotations

from typing import Any

Entry = dict[str, Any]
"""A mapping in the index that describes one thing in the file: a member, coordinate or value."""

INDEX_NAME = "paraverse"
"""Name of the variable that holds the index."""

SOURCES_NAME = "paraverse_sources"
"""Name of the variable with the files of each universe, which is seldom read."""
