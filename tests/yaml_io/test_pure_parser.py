"""Documents that the parser of the configuration reads differently from ruamel.yaml."""

from __future__ import annotations

from typing import Any

import pytest
import ruamel.yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from paraverse.yaml_io.constructors import DataConstructor
from paraverse.yaml_io.pure_parser import create_parser

FAILED = "cannot be read"


def read(string: str) -> Any:
    return create_parser(DataConstructor).load(string)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{value: ?0}", {"value": "?0"}),
        ("[?a, ??, ? b]", ["?a", "??", {"b": None}]),
        ("{? a : b, ?c : ?d}", {"a": "b", "?c": "?d"}),
        ("? a\n: ?b\n", {"a": "?b"}),
        ("[?]", [{None: None}]),
        ("[.5e3, -.5E+3, .5]", [500.0, -500.0, 0.5]),
        ("%YAML 1.1\n---\n[no, 010]", [False, 8]),
    ],
)
def test_create_parser__question_marks_and_numbers(text: str, value: Any) -> None:
    assert read(text) == value


@settings(max_examples=80, deadline=None)
@given(st.text("[]{}-:,&*'\"# \n ab1.5e~", max_size=20))
def test_create_parser__reads_everything_else_as_ruamel_does(text: str) -> None:
    def attempt(parser: Any) -> Any:
        try:
            return parser.load(text)
        except Exception as error:
            return type(error)

    theirs = attempt(ruamel.yaml.YAML(typ="safe", pure=True))
    ours = attempt(create_parser(DataConstructor))
    assert repr(ours) == repr(theirs) or ".5e" in text or ".1e" in text
