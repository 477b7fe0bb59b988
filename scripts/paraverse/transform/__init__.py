"""The transformation language: select data, transform it step by step, tag results."""

from __future__ import annotations

from typing import Any

from paraverse.transform.evaluation.evaluate import evaluate

__all__ = ["evaluate", "load_yaml"]


def load_yaml(text: str) -> Any:
    """Read YAML with the tags of the language.

    Parameters
    ----------
    text
        A YAML 1.2 document, such as a transformation.

    Raises
    ------
    ConfigError
        If it is not valid; it names the line.

    Examples
    --------
    >>> load_yaml("sum: [!dag_tag x, !dag_prev ]")
    {'sum': [!dag_tag x, !dag_prev]}
    """
    from paraverse.yaml_io.configuration import parse_yaml  # it imports this package

    return parse_yaml(text, "text").data
