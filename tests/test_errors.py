"""Messages for users: locations, problems, suggestions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraverse.errors import (
    ConfigError,
    KeyPath,
    LoadError,
    Location,
    ParaverseError,
    PlotError,
    Problem,
    TransformError,
    attach_location,
    format_key_path,
    suggest,
    value_or_problems,
)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), ""),
        (("plot",), "plot"),
        (("plot", "transform", 0, "args", 1), "plot.transform[0].args[1]"),
        ((0, "a"), "[0].a"),
        (("a", 0, 1), "a[0][1]"),
    ],
)
def test_format_key_path__joins_keys_and_indices(path: KeyPath, text: str) -> None:
    assert format_key_path(path) == text


@pytest.mark.parametrize(
    ("location", "text"),
    [
        (Location("plots.yaml", 3, ("mean", "x")), "plots.yaml:3: mean.x"),
        (Location("plots.yaml", 3), "plots.yaml:3"),
        (Location("plots.yaml", None, ("mean",)), "plots.yaml: mean"),
        (Location("plots.yaml"), "plots.yaml"),
    ],
)
def test_location__shows_file_line_and_keys(location: Location, text: str) -> None:
    assert str(location) == text


def test_problem__is_location_then_indented_message() -> None:
    problem = Problem(Location("plots.yaml", 3, ("mean",)), "Wrong.")
    assert str(problem) == "plots.yaml:3: mean\n    Wrong."


def test_config_error__a_line_that_several_plots_inherit_is_reported_once() -> None:
    base = [Problem(Location("base.yaml", 4, (name, "hue")), "Wrong.") for name in "pqr"]
    own = Problem(Location("base.yaml", 9, ("p", "hue")), "Wrong.")
    first, second = ConfigError([*base, own]).problems
    assert str(first) == "base.yaml:4: p.hue\n    Wrong.\n    Found in 3 plots: p, q, r."
    assert second == own


@pytest.mark.parametrize("kind", [ConfigError, LoadError, PlotError, TransformError])
def test_errors__are_all_of_one_kind(kind: type[Exception]) -> None:
    assert issubclass(kind, ParaverseError)


def test_config_error__one_problem() -> None:
    error = ConfigError([Problem(Location("a.yaml", 1, ("x",)), "Wrong.")])
    assert (
        str(error)
        == """\
1 problem in the configuration; nothing was run.

a.yaml:1: x
    Wrong.
"""
    )


def test_config_error__several_problems_in_the_order_of_the_lines_of_each_file() -> None:
    problems = [
        Problem(Location("b.yaml", 10), "Second."),
        Problem(Location("a.yaml", 2), "Third."),
        Problem(Location("b.yaml", 9), "First."),
        Problem(Location("b.yaml"), "Whole file."),
    ]
    error = ConfigError(problems)
    assert (
        str(error)
        == """\
4 problems in the configuration; nothing was run.

b.yaml
    Whole file.
b.yaml:9
    First.
b.yaml:10
    Second.
a.yaml:2
    Third.
"""
    )
    assert [p.message for p in error.problems] == ["Whole file.", "First.", "Second.", "Third."]


def test_config_error__says_the_same_problem_once() -> None:
    problem = Problem(Location("a.yaml", 1), "Wrong.")
    other = Problem(Location("a.yaml", 1), "Also wrong.")
    assert ConfigError([problem, other, problem]).problems == [problem, other]


def test_attach_location__moves_problems_of_whole_files_only() -> None:
    of_file = Problem(Location("base.yaml"), "This file does not exist.")
    of_line = Problem(Location("base.yaml", 3), "Wrong.")
    where = Location("config.yaml", 7, ("base_plots",))
    assert attach_location([of_file, of_line], where) == [
        Problem(where, "base.yaml: This file does not exist."),
        of_line,
    ]


@pytest.mark.parametrize(
    ("name", "allowed", "limit", "text"),
    [
        ("meen", ["mean", "median"], 12, "Did you mean 'mean'?"),
        ("fied", ["fields", "field", "x"], 12, "Did you mean 'field' or 'fields'?"),
        ("x", ["seed", "energy"], 12, "Allowed: energy, seed."),
        ("x", ["seed", "energy"], 0, ""),
        ("x", [], 12, ""),
        ("x", ["c", "b", "a"], 2, "Allowed: a, b and 1 more."),
        ("x", ["a", "a"], 12, "Allowed: a."),
        (20, [1, 200], 12, "Did you mean '200'?"),
        (None, ["universe", "multiverse"], 12, "Allowed: multiverse, universe."),
    ],
)
def test_suggest__similar_words_or_all(
    name: object, allowed: list[object], limit: int, text: str
) -> None:
    assert suggest(name, allowed, limit=limit) == text


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text("abcde", min_size=1, max_size=6), min_size=1, max_size=30), st.data())
def test_suggest__offers_a_word_that_is_allowed_first(
    words: list[str], data: st.DataObject
) -> None:
    word = data.draw(st.sampled_from(words))
    assert suggest(word, words).startswith(f"Did you mean {word!r}")


def test_value_or_problems__value() -> None:
    assert value_or_problems(lambda: 3) == (3, [])


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        (None, "plots.yaml\n    It is missing."),
        (Location("config.yaml", 3, ("plots",)), "config.yaml:3: plots\n    plots.yaml: It is"),
    ],
)
def test_value_or_problems__problems_where_the_file_is_named(
    location: Location | None, expected: str
) -> None:
    def read() -> int:
        raise ConfigError([Problem(Location("plots.yaml"), "It is missing.")])

    value, (problem,) = value_or_problems(read, location)
    assert value is None
    assert str(problem).startswith(expected)


def test_value_or_problems__other_errors_are_raised() -> None:
    def read() -> int:
        raise LoadError("no")

    with pytest.raises(LoadError):
        value_or_problems(read)
