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


@pytest.mark.parametrize(
    ("values", "are_unique"),
    [
        ("[1, 2, 3]", True),
        ("[1, 2, 1]", False),
        ("[1, 1.0]", False),
        ("[1, true]", False),
        ("[1, '1', ~, [1], {a: 1}]", True),
        ("[[1], {a: 1}, {b: 1}, [1]]", False),
        ("[{a: 1}, 2, {a: 1.0}]", False),
        ("[{a: [1]}, {a: [2]}, {b: !!set {x}}]", True),
        ("[{a: [{b: 1}]}, {a: [{b: 1}]}]", False),
    ],
)
@pytest.mark.parametrize("constructor", [ConfigConstructor, DataConstructor])
def test_constructors__compare_the_values_of_a_dimension(
    values: str, are_unique: bool, constructor: Any
) -> None:
    text = f"!pdim {{default: 0, values: {values}}}"
    if are_unique:
        assert len(create_parser(constructor).load(text).values) == values.count(",") + 1
    else:
        with pytest.raises(Exception, match="unique, but there were duplicates"):
            create_parser(constructor).load(text)
    accepted = create_parser(constructor).load(f"{text[:-1]}, assert_unique: false}}")
    assert len(accepted.values) == values.count(",") + 1


def test_constructors__many_values_take_linear_time() -> None:
    dimension = create_parser(DataConstructor).load("!pdim {default: 0, range: [100000]}")
    assert dimension.values[-1] == 99999
    mappings = ", ".join(f"{{a: {number}}}" for number in range(2000))
    dimension = create_parser(DataConstructor).load(f"!pdim {{default: 0, values: [{mappings}]}}")
    assert dimension.values[-1] == {"a": 1999}
