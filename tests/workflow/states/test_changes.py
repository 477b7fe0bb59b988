"""Changes from the lines that state what results depend on."""

from __future__ import annotations

import pytest

from paraverse.workflow.states.changes import describe_check, find_changes, read_params


@pytest.mark.parametrize(
    ("before", "now", "changes"),
    [
        (["title = 'A'"], ["title = 'B'"], ["title: 'A' → 'B'"]),
        (["title = 'a = b'"], ["title = 'a = c'"], ["title: 'a = b' → 'a = c'"]),
        ([], ["title = 'A'"], ["title: 'A' (new)"]),
        (["title = 'A'"], [], ["title: 'A' (removed)"]),
        ([r"x = \x7b1\x7d"], [], ["x: {1} (removed)"]),
        (["helpers = {}"], ["helpers.x = 1"], ["helpers.x: 1 (new)"]),
        (["x = 1", "order 1a2b3c4d"], ["y = 1", "order 5a6b7c8d"],
         ["x: 1 (removed)", "y: 1 (new)"]),
        (["order 1a2b3c4d"], ["order 5a6b7c8d"], ["order: changed"]),
        (["universes.y = 3, 1a2b3c4d"], ["universes.y = 4, 5a6b7c8d"], ["universes of y: 3 → 4"]),
        ([], ["dimensions.y.a[3] = 4", "dimensions.z.a[3] = 4"], ["values of a: 4 (new)"]),
        (["transform 3, format 4"], ["transform 3, format 5"],
         ["version of paraverse (transform): 3, format 4 → 3, format 5"]),
        (["scipy 1.12"], ["scipy 1.13"], ["scipy: 1.12 → 1.13"]),
        (["operation own 1a2b3c4d5e6f7a8b"], ["operation own 0a2b3c4d5e6f7a8b"],
         ["operation own: changed"]),
        ([], ["values of a: 1a2b3c4d"], ["values of a: new"]),
        (["file a.csv 1a2b3c4d5e6f7a8b"], [], ["file a.csv: removed"]),
        ([], ["operation .mean 1a2b3c4d5e6f7a8b"], []),
        (["upstream = 1a", "conversion = 1a", "simulation 1a2b3c4d", "files = 3, 1a"], [], []),
    ],
)  # fmt: skip
def test_find_changes__are_those_that_a_user_knows(
    before: list[str], now: list[str], changes: list[str]
) -> None:
    assert list(map(str, find_changes(["same = 1", *before], ["same = 1", *now]))) == changes


@pytest.mark.parametrize(
    ("line", "is_code"),
    [
        ("operation own 1a2b3c4d5e6f7a8b", True),
        ("power in config/powers.py 1a2b3c4d", True),
        ("file a.csv 1a2b3c4d5e6f7a8b", False),
        ("title = 'a1a2b3c4d'", False),
        ("scipy 1.12", False),
        ("values of a: 1a2b3c4d", False),
    ],
)
def test_change__knows_whether_it_is_code(line: str, is_code: bool) -> None:
    before = line.replace("1", "2")
    (change,) = find_changes([before], [line])
    assert change.is_code is is_code


def test_brief__has_the_beginnings_of_values() -> None:
    (change,) = find_changes(["title = 'A'"], [f"title = '{'B' * 99}'"])
    assert change.brief == f"title: 'A' → '{'B' * 38}…"
    assert str(change) == f"title: 'A' → '{'B' * 99}'"


def test_read_params__are_strings() -> None:
    assert list(read_params(["'x = \\'a\\''", '"y"', "3", "<object>", "'broken"])) == [
        "x = 'a'",
        "y",
    ]


@pytest.mark.parametrize(
    ("line", "with_path"),
    [
        ("output = a.pdf has changed", "a.pdf has changed"),
        ("record = missing for a.pdf", "record missing for a.pdf"),
        ("data, code or configuration = 1a2b",
         "it was made from other data, code or configuration"),
    ],
)  # fmt: skip
def test_describe_check__with_and_without_the_path(line: str, with_path: str) -> None:
    check = describe_check(line)
    assert check is not None
    assert check[1] == with_path
    assert "a.pdf" not in check[0]
    assert describe_check(f"'{line}'") is None
