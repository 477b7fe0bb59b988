"""Tags of YAML, in the configuration and in data."""

from __future__ import annotations

from typing import Any

import pytest
import ruamel.yaml

from paraverse.yaml_io.constructors import ConfigConstructor, DataConstructor
from paraverse.yaml_io.placeholders import Argument, Colormap, Keyword, NodeHash, Norm
from paraverse.yaml_io.pure_parser import create_parser


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("!arg 1", Argument(1)),
        ("!arg [1, ~]", Argument(1, (None,))),
        ("!kwarg a", Keyword("a")),
        ("!kwarg [a, [1]]", Keyword("a", ([1],))),
        ("!dag_ref abc", NodeHash("abc")),
        ("!cmap viridis", Colormap("viridis")),
        ("!colormap {name: x, over: red}", Colormap({"name": "x", "over": "red"})),
        ("!cmap [red, blue]", Colormap(["red", "blue"])),
        ("!cmap-norm {name: LogNorm}", Norm({"name": "LogNorm"})),
    ],
)
def test_config_constructor__placeholders(text: str, value: Any) -> None:
    assert create_parser(ConfigConstructor).load(text) == value


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("!arg -1", "takes a position, counted from 0; found -1"),
        ("!arg [1, 2, 3]", "takes one value, or a list of it and its default"),
        ("!dag_tag [a]", "!dag_tag takes a single name"),
    ],
)
def test_config_constructor__says_what_a_tag_takes(text: str, problem: str) -> None:
    with pytest.raises(ruamel.yaml.constructor.ConstructorError, match=problem):
        create_parser(ConfigConstructor).load(f"a:\n  - {text}")


def test_data_constructor__leaves_the_tags_of_others_alone() -> None:
    shared = ruamel.yaml.constructor.SafeConstructor.yaml_constructors
    before = dict(shared)
    with pytest.raises(ruamel.yaml.constructor.ConstructorError, match="could not determine"):
        create_parser(DataConstructor).load("!dag_tag x")
    assert shared == before
