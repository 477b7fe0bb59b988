"""YAML with the line of everything in it, and messages for what is not YAML."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
import ruamel.yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from paramspace import ParamSpace

from paraverse.errors import ConfigError, KeyPath, Location
from paraverse.yaml_io.configuration import YamlFile, read_yaml
from paraverse.yaml_io.placeholders import NodeIndex, Previous, Result, Tag
from support.projects import MakeFiles


def read(files: MakeFiles, text: str) -> YamlFile:
    files({"config.yaml": text})
    return read_yaml("config.yaml")


def test_read_yaml__lines_of_keys_and_items(files: MakeFiles) -> None:
    text = """\
# comment
mean:
  kind: line

  transform:
    - .mean: [1,
              2]
    - print
  sel: {seed: 1, size: 2}
other: "x
  y"
last: |
  text
  more
"""
    file = read(files, text)
    assert file.lines == {
        ("mean",): 2,
        ("mean", "kind"): 3,
        ("mean", "transform"): 5,
        ("mean", "transform", 0): 6,
        ("mean", "transform", 0, ".mean"): 6,
        ("mean", "transform", 0, ".mean", 0): 6,
        ("mean", "transform", 0, ".mean", 1): 7,
        ("mean", "transform", 1): 8,
        ("mean", "sel"): 9,
        ("mean", "sel", "seed"): 9,
        ("mean", "sel", "size"): 9,
        ("other",): 10,
        ("last",): 12,
    }
    assert file.data["last"] == "text\nmore\n"
    assert file.path == "config.yaml"


TREES = st.recursive(
    st.integers(0, 9) | st.text("abc", min_size=1, max_size=3),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(st.text("abc", min_size=1, max_size=3), inner, min_size=1, max_size=3)
    ),
    max_leaves=12,
)


def _paths(value: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    pairs: Any = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, item in pairs:
        yield (*path, key)
        yield from _paths(item, (*path, key))


@settings(max_examples=60, deadline=None)
@given(TREES)
def test_read_yaml__every_value_has_the_line_it_stands_in(
    tmp_path_factory: pytest.TempPathFactory, tree: Any
) -> None:
    path = tmp_path_factory.mktemp("lines") / "config.yaml"
    yaml = ruamel.yaml.YAML()
    yaml.width = 10_000
    with path.open("w") as stream:
        yaml.dump(tree, stream)
    file = read_yaml(path)
    assert file.data == tree
    assert set(file.lines) == set(_paths(tree))
    texts = path.read_text().splitlines()
    for keys, line in file.lines.items():
        found = f"{keys[-1]}:" if isinstance(keys[-1], str) else "-"
        assert found in texts[line - 1]
    leaves = [keys for keys in file.lines if not any(k[:-1] == keys for k in file.lines)]
    for keys in leaves:
        value: Any = tree
        for key in keys:
            value = value[key]
        assert str(value) in texts[file.lines[keys] - 1]


def test_read_yaml__anchor_and_alias(files: MakeFiles) -> None:
    file = read(files, "a: &x\n  b: [1]\nc: *x\n")
    assert file.data == {"a": {"b": [1]}, "c": {"b": [1]}}
    assert file.lines["c",] == 3
    assert file.lines["c", "b", 0] == 2


def test_read_yaml__merged_keys_have_the_line_where_they_stand(files: MakeFiles) -> None:
    file = read(files, "a: &x\n  f: 1\nb: &y\n  f: 2\n  g: 3\nc:\n  <<: [*x, *y]\n  h: 4\n  g: 5\n")
    assert file.data["c"] == {"f": 1, "h": 4, "g": 5}
    assert {key: file.lines["c", key] for key in "fgh"} == {"f": 2, "g": 9, "h": 8}


def test_read_yaml__node_inside_itself_ends(files: MakeFiles) -> None:
    file = read(files, "a: &x\n  b: *x\n")
    assert file.data["a"]["b"] is file.data["a"]
    assert file.lines == {("a",): 1, ("a", "b"): 2}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("!dag_tag data", Tag("data")),
        ("!dag_tag 3", Tag("3")),
        ("!dag_prev", Previous()),
        ("!dag_node -2", NodeIndex(-2)),
        ("!dag_result mean", Result("mean")),
        ("[!dag_tag a, {b: !dag_prev }]", [Tag("a"), {"b": Previous()}]),
    ],
)
def test_read_yaml__placeholders(files: MakeFiles, text: str, value: Any) -> None:
    assert read(files, f"a: {text}\n").data == {"a": value}


def test_read_yaml__parameter_space(files: MakeFiles) -> None:
    text = "!pspace\nseed: !pdim\n  default: 0\n  range: [3]\n"
    file = read(files, text)
    assert isinstance(file.data, ParamSpace)
    assert file.data.volume == 3
    assert file.lines["seed", "range"] == 4


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("true", True),
        ("1e-5", 1e-5),
        ("0o17", 15),
        ("12:30", "12:30"),
        ("2001-01-01", datetime.date(2001, 1, 1)),
        ("~", None),
    ],
)
def test_read_yaml__is_yaml_1_2(files: MakeFiles, text: str, value: Any) -> None:
    assert read(files, f"a: {text}\n").data == {"a": value}


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n"])
def test_read_yaml__empty_file(files: MakeFiles, text: str) -> None:
    file = read(files, text)
    assert file.data is None
    assert file.lines == {}


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a: 1\na: 2\n", 2, "The key 'a' is twice in this mapping."),
        ("p:\n  q:\n    y: 1\n    y: 2\n", 4, "The key 'y' is twice in this mapping."),
        ("a:\n\tb: 1\n", 2, "a tab. Indent and separate by spaces."),
        ("a: 1\nb: !foo x\n", 2, "There is no tag '!foo'."),
        (
            "a: !!python/object:os.system x\n",
            1,
            "There is no tag 'tag:yaml.org,2002:python/object:os.system'.",
        ),
        ("a: 1\nb: !dag_tag [x]\n", 2, "!dag_tag takes a single name."),
        ("a: 1\nb: !dag_node x\n", 2, "!dag_node: invalid literal for int()"),
        ("a: [1, 2\nb: 3\n", 1, "[ begins here; until line 2, there is no ], or a comma"),
        ("a: *x\n", 1, "found undefined alias 'x'."),
        ("a: b: c\n", 1, "a second `:` in a value, or wrong indentation."),
        ("a: 1\n---\nb: 2\n", 2, "expected a single document in the stream"),
        ("a: 1\nb: !pspace\n  c: !pdim {default: 0, foo: [1]}\n", 3, "!pdim: Received invalid"),
        ("a: 1\nb: !pdim {default: 0, values: []}\n", 2, "!pdim: ParamDim values need be"),
        ("a: 1\nb: !expr 1/0\n", 2, "!expr: division by zero."),
        ("a: 1\nb: !expr foo(\n", 2, "!expr: '(' was never closed"),
        ("a: &x\n  <<: *x\n", None, "recursion"),
    ],
)
def test_read_yaml__not_valid(files: MakeFiles, text: str, line: int | None, problem: str) -> None:
    with pytest.raises(ConfigError) as error:
        read(files, text)
    (found,) = error.value.problems
    assert found.location == Location("config.yaml", line)
    assert found.message.startswith(("Not valid", "The key", "There is no tag"))
    assert problem in found.message


def test_read_yaml__file_that_cannot_be_read(files: MakeFiles) -> None:
    folder = files({})
    (folder / "latin.yaml").write_bytes("größe: 1\n".encode("latin-1"))
    for path, message in (
        ("config/plots.yaml", "This file does not exist."),
        (".", "Cannot be read: [Errno 21] Is a directory"),
    ):
        with pytest.raises(ConfigError) as error:
            read_yaml(path)
        (problem,) = error.value.problems
        assert problem.location == Location(path)
        assert problem.message.startswith(message)
    with pytest.raises(
        ConfigError, match=r"^1 problem.*\n\nlatin.yaml:1\n    Not UTF-8 text: .* 0xf6"
    ):
        read_yaml("latin.yaml")


def test_read_yaml__of_a_simulation_only_with_tags_of_paramspace(files: MakeFiles) -> None:
    files({"pspace.yml": "!pspace\nseed: !pdim\n  default: 0\n  range: [3]\n", "x.yml": "!expr 1"})
    assert read_yaml("pspace.yml", trusted=False).data.volume == 3
    with pytest.raises(ConfigError, match="There is no tag '!expr'"):
        read_yaml("x.yml", trusted=False)


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (("a", "b", 0), "config.yaml:2: a.b[0]"),
        (("a", "b", 5), "config.yaml:2: a.b[5]"),
        (("a", "x", "y"), "config.yaml:1: a.x.y"),
        (("z",), "config.yaml: z"),
        ((), "config.yaml"),
    ],
)
def test_where__value_or_what_encloses_it(files: MakeFiles, keys: KeyPath, text: str) -> None:
    assert str(read(files, "a:\n  b: [1]\n").where(*keys)) == text
