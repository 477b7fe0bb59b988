"""The content of short YAML files is limited, in depth and in the number of values."""

from __future__ import annotations

import pytest

from paraverse.errors import LoadError
from paraverse.yaml_io.data import parse_yaml_data
from paraverse.yaml_io.limits import MAX_DEPTH


def multiplied(first: str, line: str, *, copies: int = 10, levels: int = 12) -> str:
    """Return a document in which each line has several aliases of the line before."""
    lines = [f"a0: &a0 {first}"]
    for level in range(1, levels):
        aliases = ", ".join([f"*a{level - 1}"] * copies)
        lines.append(f"a{level}: &a{level} {line.replace('ALIASES', aliases)}")
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: !pdim {default: 1, range: [1000000000000]}", "more than 1000000 values"),
        ("a: !pdim {default: 1, range: [0, -1000000000000, -3]}", "more than 1000000 values"),
        (f"a: !pdim {{default: 1, range: [{10**30}]}}", "more than 1000000 values"),
        ("a: !sweep {default: 1, linspace: [0, 1, 1000000000000]}", "more than 1000000 values"),
        ("a: !pdim-default {default: 1, logspace: [0, 1, 10e11]}", "more than 1000000 values"),
        ("a: &r {range: [3000000]}\nb: !pdim {default: 1, <<: *r}", "more than 1000000 values"),
        ("[!pdim {default: 1, range: [900]}, !pdim {default: 1, range: [1000000]}]", "more than"),
        (multiplied("[1]", "[ALIASES]"), "aliases stand for more than 1000000 values"),
        (multiplied("{x: 1}", "{<<: [ALIASES]}"), "aliases stand for more than 1000000 values"),
        (multiplied("[!Masked 1]", "[ALIASES]"), "aliases stand for more than 1000000 values"),
        (multiplied("[1]", "[ALIASES]", copies=1, levels=250), "nested more than 200 deep"),
        ("a: &a [1, {b: *a}]", "the value of &a contains itself"),
        ("a: 0x" + "f" * 5000, "an integer with more than 1000 digits"),
        ("a: !pdim {default: 0b" + "1" * 5000 + "}", "an integer with more than 1000 digits"),
    ],
)
def test_parse_yaml_data__refuses(text: str, reason: str) -> None:
    with pytest.raises(LoadError, match=reason):
        parse_yaml_data(text)


def test_parse_yaml_data__allows_what_is_usual() -> None:
    assert parse_yaml_data("a: &a [1]\nb: [*a, *a, &c 3, *c]") == {"a": [1], "b": [[1], [1], 3, 3]}
    nested = parse_yaml_data("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    assert str(nested) == "[" * MAX_DEPTH + "]" * MAX_DEPTH
    dimension = parse_yaml_data("!pdim {default: 1, range: [5, 0, -2]}")
    assert dimension.values == (5, 3, 1)


def test_parse_yaml_data__number_of_values() -> None:
    assert parse_yaml_data("[1, 2, 3]", max_values=10) == [1, 2, 3]
    with pytest.raises(LoadError, match="too many values"):
        parse_yaml_data("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]", max_values=10)
