"""The transformation language: select data, transform it step by step, tag results.

`evaluate` runs a transformation, and `load_yaml` reads the configuration of one. `Tag` and
`Previous` are for configurations written in Python. `Graph` holds a transformation without running
it, `Profile` records what happens when it runs; `Picture`, `to_svg` and `to_dot` draw both.

========================================= ====================================================
`language`                                from a configuration to a graph
`evaluation`                              from a graph to results
`combine`                                 from a field of many universes to one array
`drawing`                                 from a graph to a picture
`operations`                              the operations that come with paraverse
`registry`, `registration`, `call_checks` operations by name; how to add one and check its use
`methods`, `modules`                      methods and functions of modules as operations
========================================= ====================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraverse.transform.language.graph import Graph
from paraverse.yaml_io.placeholders import Previous, Tag

if TYPE_CHECKING:
    from paraverse.transform.drawing.dot import to_dot
    from paraverse.transform.drawing.svg import Picture, to_svg
    from paraverse.transform.evaluation.evaluate import evaluate
    from paraverse.transform.evaluation.profile import Profile

__all__ = [
    "Graph",
    "Picture",
    "Previous",
    "Profile",
    "Tag",
    "evaluate",
    "load_yaml",
    "to_dot",
    "to_svg",
]

_LAZY = {
    "Picture": "paraverse.transform.drawing.svg",
    "Profile": "paraverse.transform.evaluation.profile",
    "evaluate": "paraverse.transform.evaluation.evaluate",
    "to_dot": "paraverse.transform.drawing.dot",
    "to_svg": "paraverse.transform.drawing.svg",
}
"""Modules of public names, imported at first use because planning neither evaluates nor draws."""


def load_yaml(text: str) -> Any:
    """Read YAML with the tags of the language.

    Parameters
    ----------
    text
        A YAML 1.2 document, such as a transformation.

    Returns
    -------
    object
        Dictionaries, lists and scalars. Tags such as ``!dag_tag`` become objects, such as `Tag`.

    Raises
    ------
    ConfigError
        If the document is not valid; the message names the line.

    Examples
    --------
    >>> load_yaml("sum: [!dag_tag x, !dag_prev ]")
    {'sum': [!dag_tag x, !dag_prev]}
    """
    from paraverse.yaml_io.configuration import parse_yaml  # for start-up time: imports numpy

    return parse_yaml(text, "text").data


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        import importlib

        return getattr(importlib.import_module(_LAZY[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
