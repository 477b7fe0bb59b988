"""Messages about YAML that is not valid; most are tested with `paraverse.yaml_io.configuration`."""

from __future__ import annotations

import pytest

from paraverse.errors import ConfigError
from paraverse.yaml_io.configuration import parse_yaml


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: {b: 1\nc: 2\n", 1, "{ begins here; until line 2, there is no }, or a comma"),
        ("a: [1, 2\n", 1, "[ begins here; until the end of the file, there is no ]"),
        ("a:\n  b: [^/]+/x\n", 2, "Text that begins with [ takes quotes."),
        ("a:\n  b: 1\n c: 2\n", 3, "compare the indentation"),
        ("a: x: y\n", 1, "Text with `: ` in it takes quotes."),
        ("a: 1\nb\nc: 2\n", 3, "a line of a mapping is `key: value`"),
        ("a: !dag_teg x\n", 1, "There is no tag '!dag_teg'. Did you mean '!dag_tag'"),
        ("a: [!dag_prev]\nb: 1\n", 1, "Put a space after the tag: `[!dag_prev , 1]`."),
        ("a: 1\na: 2\n", 2, "The key 'a' is twice in this mapping."),
    ],
)
def test_describe_yaml_error__says_where_to_look_and_what_to_do(
    text: str, line: int, message: str
) -> None:
    with pytest.raises(ConfigError) as error:
        parse_yaml(text, "x.yaml")
    (problem,) = error.value.problems
    assert problem.location.line == line
    assert message in problem.message
