"""The library of base plots that every project has."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from paraverse.yaml_io.configuration import YamlFile, parse_yaml

_PATH = Path(__file__).with_suffix(".yaml")


class _LazyPlots(Mapping[str, Any]):
    """Plots by name, each of which is parsed at first use.

    A project uses few of them, and parsing all would delay the start of every job.
    """

    def __init__(self, text: str) -> None:
        sections = re.split(r"^(?=\.[\w.]+:)", text, flags=re.MULTILINE)
        self._texts = {section.partition(":")[0]: section for section in sections[1:]}
        self._parsed: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._parsed:
            self._parsed[name] = parse_yaml(self._texts[name], str(_PATH)).data[name]
        return self._parsed[name]

    def __contains__(self, name: object) -> bool:
        return name in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


@functools.cache
def read_library() -> YamlFile:
    """Read the library of base plots.

    Returns
    -------
    YamlFile
        A mapping from names, which all begin with a dot, to plots. The lines of values are unknown.
    """
    return YamlFile(path=str(_PATH), data=_LazyPlots(_PATH.read_text(encoding="utf-8")))
