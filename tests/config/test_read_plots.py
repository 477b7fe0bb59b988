"""Plots are read with the values of what they are based on."""

from __future__ import annotations

from typing import Any

import pytest

from paraverse.config.plots import PlotConfig
from paraverse.config.read_plots import read_plots
from paraverse.errors import Location, Problem
from support.projects import MakeFiles

TAKES_MAPPING = "A plot takes a mapping, or `inherit` for the one of the same name in a base file"
LINES = {"plots": 5, "base_plots": 6}


def config_where(key: str) -> Location:
    return Location("config.yaml", LINES[key], (key,))


def read(files: MakeFiles, plots: str, *bases: str) -> tuple[dict[str, PlotConfig], list[Problem]]:
    """Read plots.yaml, with base_0.yaml, base_1.yaml, …; the last base is searched first."""
    names = [f"base_{i}.yaml" for i in range(len(bases))]
    files({"plots.yaml": plots, **dict(zip(names, bases, strict=True))})
    found, problems = read_plots("plots.yaml", names, config_where)
    return {plot.name: plot for plot in found}, problems


def values(files: MakeFiles, plots: str, *bases: str) -> dict[str, Any]:
    found, problems = read(files, plots, *bases)
    assert problems == []
    return {name: plot.values for name, plot in found.items()}


def messages(files: MakeFiles, plots: str, *bases: str) -> list[str]:
    return [str(problem) for problem in read(files, plots, *bases)[1]]


def test_read_plots__in_order_without_hidden_ones(files: MakeFiles) -> None:
    found = values(files, "b: {kind: line}\n.hidden: {}\n_base: {}\na: {}\nfolder/c: {}\n1: {}\n")
    assert found == {"b": {"kind": "line"}, "a": {}, "folder/c": {}, "1": {}}
    assert list(found) == ["b", "a", "folder/c", "1"]


def test_read_plots__empty_file(files: MakeFiles) -> None:
    assert values(files, "# nothing\n") == {}


@pytest.mark.parametrize(
    ("plots", "expected"),
    [
        ("a: {based_on: one, x: 0}\n", {"x": 0, "y": 1, "z": 1}),
        ("a: {based_on: [one, other], z: 0}\n", {"x": 1, "y": 2, "z": 0}),
        ("a: {based_on: chain}\n", {"x": 1, "y": 1, "z": 3}),
        ("a: {based_on: nothing, x: 0}\n", {"x": 0}),
        ("a: {based_on: .hidden}\n.hidden: {x: 0}\n", {"x": 0}),
        ("a: {based_on: .other}\n.other: {based_on: other, z: 0}\n", {"y": 2, "z": 0}),
    ],
)
def test_based_on__fills_in_what_is_not_there(
    files: MakeFiles, plots: str, expected: dict[str, int]
) -> None:
    base = "one: {x: 1, y: 1, z: 1}\nother: {y: 2, z: 2}\nchain: {based_on: one, z: 3}\nnothing:\n"
    assert values(files, plots, base) == {"a": expected}


def test_based_on__updates_mappings_and_replaces_the_rest(files: MakeFiles) -> None:
    base = "base:\n  helpers: {set_title: {title: A, fontsize: 3}}\n  transform: [a, b]\n"
    plots = "p:\n  based_on: base\n  helpers: {set_title: {title: B}, set_labels: {x: X}}\n"
    assert values(files, plots + "  transform: [c]\n", base)["p"] == {
        "helpers": {"set_title": {"title": "B", "fontsize": 3}, "set_labels": {"x": "X"}},
        "transform": ["c"],
    }


def test_based_on__does_not_change_the_base(files: MakeFiles) -> None:
    plots = "base: {h: {a: 1}}\np: {based_on: base, h: {b: 2}}\nq: {based_on: base, h: {c: 3}}\n"
    assert values(files, plots) == {
        "base": {"h": {"a": 1}},
        "p": {"h": {"a": 1, "b": 2}},
        "q": {"h": {"a": 1, "c": 3}},
    }


def test_based_on__own_file_first_then_the_last_base_file(files: MakeFiles) -> None:
    found = values(
        files,
        "b: {x: own}\na: {based_on: b}\nd: {based_on: c}\n",
        "b: {x: first}\nc: {x: first}\n",
        "b: {x: last}\nc: {x: last}\n",
    )
    assert (found["a"], found["d"]) == ({"x": "own"}, {"x": "last"})


@pytest.mark.parametrize("value", ["true", "inherit", "{based_on: a}", "{based_on: [a]}"])
def test_based_on__same_name_in_a_base_file(files: MakeFiles, value: str) -> None:
    assert values(files, f"a: {value}\n", "a: {x: 1}\n") == {"a": {"x": 1}}


@pytest.mark.parametrize("short", ["true", "false", "inherit"])
def test_based_on__a_plot_that_is_short_for_one_in_a_base_file(
    files: MakeFiles, short: str
) -> None:
    found = values(files, f"b: {{based_on: a, y: 2}}\na: {short}\n", "a: {x: 1}\n")
    assert found["b"] == {"x": 1, "y": 2}


def test_based_on__same_name_through_all_base_files(files: MakeFiles) -> None:
    last = "a: {based_on: a, y: last}\n"
    found = values(files, "a: {based_on: a, z: own}\n", "a: {x: first, y: first}\n", last)
    assert found == {"a": {"x": "first", "y": "last", "z": "own"}}


@pytest.mark.parametrize(
    ("plots", "names"),
    [
        ("a: {enabled: false}\nb: {}\n", ["b"]),
        ("a: {enabled: true}\nb: {}\n", ["a", "b"]),
        ("a: false\nb: {}\n", ["b"]),
        ("a: {based_on: b}\nb: {enabled: false, x: 1}\n", ["a"]),
        ("a: {based_on: nothing, enabled: false}\nb: {}\n", ["b"]),
    ],
)
def test_enabled__says_which_plots_there_are(
    files: MakeFiles, plots: str, names: list[str]
) -> None:
    assert list(values(files, plots)) == names


@pytest.mark.parametrize(
    ("plots", "problem"),
    [
        ("a: {based_on: bas}\n", "There is no plot 'bas'. Did you mean 'base'?"),
        ("a: {based_on: x}\n", "There is no plot 'x'. Allowed: base."),
        ("a: {based_on: [base, bsae]}\n", "There is no plot 'bsae'. Did you mean 'base'?"),
        ("a: {based_on: a}\n", "No base file has a plot 'a'. Allowed: base."),
        ("a: true\n", "No base file has a plot 'a'. Allowed: base."),
        ("a: {based_on: .b}\n.b: {based_on: a}\n", "Plots are based on each other: a → .b → a."),
        ("a: {based_on: .l}\n.l: [1]\n", "'.l' is not a mapping."),
        ("a: text\n", f"{TAKES_MAPPING}; found 'text'."),
        ("a: [1]\n", f"{TAKES_MAPPING}; found [1]."),
        ("a:\n", f"{TAKES_MAPPING}; found nothing."),
        ("a: {based_on: 3}\n", "Takes the name of a plot, or a list of names; found 3."),
        ("a: {based_on: [[b]]}\n", "Takes the name of a plot, or a list of names; found ['b']."),
        ("a: {enabled: no}\n", "Takes true or false; found 'no'."),
        ("a: {plot_func_kwargs: 3}\n", "Takes a mapping; found 3."),
    ],
)
def test_read_plots__mistakes(files: MakeFiles, plots: str, problem: str) -> None:
    (found,) = messages(files, plots, "base: {}\n")
    place, _, message = found.partition("\n    ")
    assert message == problem
    assert place.startswith(("plots.yaml:1: a", "plots.yaml:2: .b"))


def test_read_plots__loop_is_named_where_it_closes(files: MakeFiles) -> None:
    plots = "a:\n  based_on: b\nb:\n  based_on: c\nc:\n  x: 1\n  based_on: a\n"
    found = messages(files, plots)
    assert found[0] == (
        "plots.yaml:7: c.based_on\n    Plots are based on each other: a → b → c → a."
    )
    assert len(found) == 3


def test_read_plots__one_wrong_plot_leaves_the_others(files: MakeFiles) -> None:
    found, problems = read(files, "a: {based_on: nothing}\nb: {x: 1}\nc: 3\n")
    assert list(found) == ["b"]
    assert len(problems) == 2


def test_read_plots__missing_files_are_named_where_they_are_named(files: MakeFiles) -> None:
    files({"plots.yaml": "a: {}\n"})
    found, problems = read_plots("plots.yaml", ["base.yaml"], config_where)
    assert [plot.name for plot in found] == ["a"]
    assert [str(problem) for problem in problems] == [
        "config.yaml:6: base_plots\n    base.yaml: This file does not exist."
    ]
    found, problems = read_plots("plotz.yaml", [], config_where)
    assert found == []
    assert [str(problem) for problem in problems] == [
        "config.yaml:5: plots\n    plotz.yaml: This file does not exist."
    ]


@pytest.mark.parametrize("text", ["- a\n", "text\n"])
def test_read_plots__file_that_is_no_mapping(files: MakeFiles, text: str) -> None:
    assert messages(files, text) == ["plots.yaml\n    Takes a mapping from names to plots."]
    assert messages(files, "a: {}\n", text) == [
        "base_0.yaml\n    Takes a mapping from names to plots."
    ]


def test_read_plots__invalid_yaml_has_its_line(files: MakeFiles) -> None:
    (found,) = messages(files, "a:\n\tx: 1\n")
    assert found.startswith("plots.yaml:2\n    Not valid YAML")
