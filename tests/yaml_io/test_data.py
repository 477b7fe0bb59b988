"""YAML of simulations: scalars have the types of YAML 1.2, as paramspace reads and writes them.

The only known difference to ruamel.yaml: it takes numbers such as ``.5e3``, without a digit before
the point but with an exponent, for text.
"""

from __future__ import annotations

import datetime
import io
import math
import re
from collections.abc import Callable
from typing import Any

import pytest
import ruamel.yaml
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from paramspace import ParamSpace
from paramspace.yaml import yaml as paramspace_yaml

from paraverse.errors import LoadError
from paraverse.yaml_io.data import _load, _Loader, parse_yaml_data

FAILED = "cannot be read"


def ruamels(text: str) -> Any:
    try:
        return ruamel.yaml.YAML(typ="safe", pure=True).load(text)
    except (ruamel.yaml.error.YAMLError, ValueError):
        return FAILED


def own(text: str) -> Any:
    try:
        return parse_yaml_data(text)
    except LoadError:
        return FAILED


def check(text: str) -> None:
    actual, expected = own(text), ruamels(text)
    assert type(actual) is type(expected)
    assert actual == expected or (math.isnan(actual) and math.isnan(expected))


SCALARS = [
    word
    for line in (
        "1e-5 1e5 1E5 1e+5 1.5e3 1.e5 1e 1_e5 0.1 5. .5 -.5 +.5 . 5e-324 1e1000 1_000.5 1,000",
        "1.2.3 .inf -.inf +.inf .Inf .INF .iNF inf .nan .NaN .NAN nan",
        "0 -0 -0.0 00 +1 -1 1_000 1__0 0_ _1 17 017 08 089 123456789012345678901234567890",
        "0o17 -0o17 0o08 0o 0x1f -0x1f 0X1F 0x 0b11 0b102",
        "yes no on off Yes NO On y n Y N true True TRUE false False FALSE tRue t",
        "~ null Null NULL none None ''" + ' "" "1" "1e5"',
        "12:30 1:30:00 12:30.5 190:20:30 2001-01-01 2001-1-1 2001-02-30 2001-13-01",
        "2001-12-14T21:59:43Z 2001-12-14t21:59:43.10-05:00",
        "= << - + -_ a-b x:y http://x.y !!str @a `a % *a & text ünï",
    )
    for word in line.split()
]


@pytest.mark.parametrize("text", SCALARS)
def test_parse_yaml_data__scalars_are_those_of_yaml_1_2(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1e-5", 1e-5),
        ("1e5", 1e5),
        ("no", "no"),
        ("on", "on"),
        ("yes", "yes"),
        ("0o17", 15),
        ("017", 17),
        ("0x1f", 31),
        (".5", 0.5),
        ("5.", 5.0),
        ("-.inf", -math.inf),
        ("12:30", "12:30"),
        ("~", None),
        ('""', ""),
        ("", None),
        (".5e3", 500.0),
    ],
)
def test_parse_yaml_data__value_of_a_scalar(text: str, value: Any) -> None:
    actual = parse_yaml_data(text)
    assert actual == value
    assert type(actual) is type(value)


@settings(max_examples=100, deadline=None)
@given(st.text("0123456789+-._eExobanfiNIT~:", min_size=1, max_size=6))
def test_parse_yaml_data__any_scalar_is_that_of_yaml_1_2(text: str) -> None:
    assume(not re.fullmatch(r"[-+]?\.[0-9][0-9_]*[eE][-+]?[0-9]+", text))  # known difference
    assume(not re.fullmatch(r"[-+]?\._.*|:", text))  # ruamel.yaml is wrong; never written
    check(text)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8)
    | st.sampled_from([word for word in SCALARS if word.isascii()]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=50, deadline=None)
@given(VALUES)
def test_parse_yaml_data__reads_what_paramspace_writes(value: Any) -> None:
    stream = io.StringIO()
    paramspace_yaml.dump({"value": value}, stream)
    assert parse_yaml_data(stream.getvalue()) == {"value": value}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("value: ?0\n", "?0"),
        ("value: [?a, 1e-5]\n", ["?a", 1e-5]),
        ("value: {a: ?0}\n", {"a": "?0"}),
        ("{value: ?0}\n", "?0"),
        ("value: [null, :a]\n", [None, ":a"]),
    ],
)
def test_parse_yaml_data__plain_scalars_that_libyaml_misreads(text: str, value: Any) -> None:
    assert parse_yaml_data(text) == {"value": value}


def test_parse_yaml_data__depth_is_limited_also_where_libyaml_gives_up() -> None:
    with pytest.raises(LoadError, match=r"^not valid YAML: "):
        parse_yaml_data("[?0, " + "[" * 100_000)


def test_parse_yaml_data__collections_anchors_and_merge_keys() -> None:
    text = "a: &x {b: 1, c: [1e-5, no]}\nd:\n  <<: *x\n  b: 2\n"
    assert parse_yaml_data(text) == {
        "a": {"b": 1, "c": [1e-5, "no"]},
        "d": {"b": 2, "c": [1e-5, "no"]},
    }


@pytest.mark.parametrize(
    "text",
    [
        "a: !!python/object/apply:os.system ['true']",
        "a: !!python/name:os.system",
        "a: !!python/tuple [1, 2]",
        "a: !getenv HOME",
        "a: !expr 9**9**9",
        "a: !dag_tag x",
        "a: !foo x",
        "a: !pspace {b: !getenv HOME}",
    ],
)
def test_parse_yaml_data__refuses_tags_that_do_more_than_describe_parameters(text: str) -> None:
    with pytest.raises(LoadError, match=r"(?s)^not valid YAML: .*could not determine a const"):
        parse_yaml_data(text)


def test_parse_yaml_data__tags_of_paramspace() -> None:
    actual = parse_yaml_data("a: !pspace {b: !pdim {default: 0, values: [1, 2]}, c: 1e-5}")["a"]
    assert isinstance(actual, ParamSpace)
    assert actual.shape == (2,)
    assert actual.default == {"b": 0, "c": 1e-5}


@pytest.mark.parametrize(
    "text",
    [
        "a: [1, 2", "a:\n\tb: 1", "a: b: c", "a: 1\n--- \nb: 2", "*a", "[" * 100_000,
        "{a: " * 100_000, "- " * 100_000 + "x", "? " * 5000, "[" * 5000 + "]" * 5000,
        "!!timestamp x", "!!int ''", "!!bool x", "!!float x", "!!binary ä", "!!int &a {=: *a}",
        "{[1]: 2}", "!!omap [1]", "!!set [1]", "!!str {a: 1}", "1" * 5000, "\x00", "\ud800", "=",
        "<<: 1", "%YAML 9.9\n--- a", "9999-99-99", "!pdim {values: 3}", "!pdim {default: 1}",
        "!pspace 3", "!pdim [1]",
    ],
    ids=lambda text: ascii(text[:12]),
)  # fmt: skip
def test_parse_yaml_data__not_valid(text: str) -> None:
    with pytest.raises(LoadError, match=r"^not valid YAML: "):
        parse_yaml_data(text)


def test_parse_yaml_data__long_but_not_deep() -> None:
    assert parse_yaml_data("[" + "[1, {a: -1}], " * 2000 + "]") == [[1, {"a": -1}]] * 2000


def is_plain(value: Any) -> bool:
    """Return whether a value consists of what YAML itself can describe."""
    if isinstance(value, dict):
        return all(is_plain(item) for pair in value.items() for item in pair)
    if isinstance(value, list | tuple | set):
        return all(map(is_plain, value))
    return value is None or isinstance(value, str | bytes | int | float | datetime.date)


@settings(max_examples=100, deadline=None)
@given(st.text("[]{}-?:,!&*|>'\"#%@ \n\tab1.~=<", max_size=30) | st.binary(max_size=20))
def test_parse_yaml_data__any_text_is_read_or_refused(text: str | bytes) -> None:
    data, message = None, ""
    try:
        data = parse_yaml_data(text)
    except LoadError as error:
        message = str(error)
    assert message.startswith("not valid YAML: ") if message else is_plain(data)


NODES = st.recursive(
    st.sampled_from(
        [
            *("1", "-0x1f", "1e-5", "true", "~", "a", "'b c'", "2001-01-01", "=", "<<", "!!str 1"),
            *("!!int x", "!!map x", "!!seq x", "!!map [a]", "!!seq {a: 1}", "!!str {=: a}"),
            *("!!set {a, b}", "&x 1", "*x", "&y {a: 1}", "*y", "!x z", "{<<: {a: 1, b: 2}, a: 3}"),
        ]
    ),
    lambda items: st.one_of(
        st.lists(items, max_size=4).map(lambda parts: f"[{', '.join(parts)}]"),
        st.lists(st.tuples(items, items), max_size=4).map(
            lambda pairs: "{" + ", ".join(f"? {key} : {value}" for key, value in pairs) + "}"
        ),
    ),
    max_leaves=12,
)


@given(NODES)
@settings(deadline=None)
def test_parse_yaml_data__is_what_pyyaml_constructs(text: str) -> None:
    assert repr(outcome(_load, text)) == repr(outcome(lambda t: yaml.load(t, Loader=_Loader), text))


def outcome(parse: Callable[[str], Any], text: str) -> Any:
    try:
        return parse(text)
    except Exception as error:
        return str(error)
