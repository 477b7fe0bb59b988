"""The library of plots to base others on, which every project has."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from paraverse.yaml_io.configuration import YamlFile, parse_yaml

_PATH = Path(__file__).with_suffix(".yaml")


class _Entries(Mapping[str, Any]):
    """The entries by name, each read when it is asked for.

    Few are used at a time, and reading all of them at each start of each job would be felt.
    """

    def __init__(self, text: str) -> None:
        parts = re.split(r"^(?=\.[\w.]+:)", text, flags=re.MULTILINE)
        self._texts = {part.partition(":")[0]: part for part in parts[1:]}
        self._read: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._read:
            self._read[name] = parse_yaml(self._texts[name], str(_PATH)).data[name]
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


@functools.cache
def read_library() -> YamlFile:
    """Return the library: a mapping from names to plots."""
    return YamlFile(str(_PATH), _Entries(_PATH.read_text(encoding="utf-8")))
