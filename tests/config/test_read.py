"""Each mistake in config.yaml is named once, with its place; the others are found too."""

from __future__ import annotations

from typing import Any

import pytest

from paraverse.config.models import Config
from paraverse.config.read import ConfigFiles, read_config
from paraverse.yaml_io.configuration import read_yaml
from support.projects import MakeFiles

CONFIG = """\
data_dir: data
load:
  sim:
    loader: hdf5
    glob_str: "*/data.h5"
    path_regex: ([^/]+)/data.h5
    target_path: simulations/{match:}/data
"""


def read(files: MakeFiles, text: str) -> tuple[Config | None, list[str]]:
    files({"config.yaml": text})
    config, _, problems = read_config(read_yaml("config.yaml").data, ["config.yaml"])
    return config, [str(problem) for problem in problems]


def test_read_config__fills_in_defaults(files: MakeFiles) -> None:
    config, problems = read(
        files, CONFIG + "simulate: {parameter_space: space.yaml, script: model.py}\n"
    )
    assert problems == []
    assert config is not None
    assert config.plots == "config/plots.yaml"
    assert config.convert.fields == "used"
    assert config.load["sim"].required is False
    assert config.simulate is not None
    assert config.simulate.outputs == ["data.h5", "params.yml", "sim.log"]


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("base_plots: a.yaml\n", "base_plots", ["a.yaml"]),
        ("base_plots: [a.yaml, b.yaml]\n", "base_plots", ["a.yaml", "b.yaml"]),
        ("base_plots:\n", "base_plots", []),
        ("simulate:\n", "simulate", None),
    ],
)
def test_read_config__short_forms(files: MakeFiles, text: str, key: str, value: Any) -> None:
    config, problems = read(files, CONFIG + text)
    assert problems == []
    assert getattr(config, key) == value


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("plotz: x\n", "8: plotz", "Unknown key 'plotz'. Did you mean 'plots'?"),
        ("plots: 3\n", "8: plots", "Takes text; found 3."),
        (
            "plot_defaults:\n  shared_creator_init_kwargs: {}\n",
            "9: plot_defaults.shared_creator_init_kwargs",
            "Unknown key 'shared_creator_init_kwargs'. "
            "Its keys stand in `plot_defaults` themselves.",
        ),
        (
            "plot_defaults:\n  creator_init_kwargs: {universe: {defaultext: png}}\n",
            "9: plot_defaults.creator_init_kwargs.universe.defaultext",
            "Unknown key 'defaultext'. Did you mean 'default_ext'?",
        ),
        ("base_plots: [a, 3]\n", "8: base_plots[1]", "Takes text; found 3."),
        ("base_plots: {a: b}\n", "8: base_plots", "Takes text; found {'a': 'b'}."),
        (
            "convert:\n  fields:\n    - a\n    - 3\n",
            "11: convert.fields[1]",
            "Takes text; found 3.",
        ),
        (
            "convert: {fields: usd}\n",
            "8: convert.fields",
            "Takes 'used' or 'all' or a list; found 'usd'. Did you mean 'used'?",
        ),
        (
            "convert: {fields: {a: b}}\n",
            "8: convert.fields",
            "Takes 'used' or 'all' or a list; found {'a': 'b'}.",
        ),
        (
            "convert: {batch_size: 2.5}\n",
            "8: convert.batch_size",
            "Takes a whole number or 'auto'; found 2.5.",
        ),
        (
            "simulate: {parameter_space: p.yml, command: c, batch_size: 0}\n",
            "8: simulate.batch_size",
            "Must be 1 or more; found 0.",
        ),
        ("convert: 3\n", "8: convert", "Takes a mapping; found 3."),
        (
            "plot_defaults: {default_ext: jpg}\n",
            "8: plot_defaults.default_ext",
            "Takes 'pdf', 'png' or 'svg'; found 'jpg'.",
        ),
        (
            "plot_defaults: {default: pdf}\n",
            "8: plot_defaults.default",
            "Unknown key 'default'. Did you mean 'default_ext'?",
        ),
        ("    required: maybe\n", "8: load.sim.required", "Takes true or false; found 'maybe'."),
        (
            "  int: {loader: hdf5}\n",
            "8: load.int.glob_str",
            "The key 'glob_str' is missing.",
        ),
        (
            "simulate:\n  parameter_space: p.yaml\n",
            "8: simulate",
            "Needs exactly one of 'script', 'command' and 'rule'.",
        ),
        (
            "simulate:\n  parameter_space: p.yaml\n  comand: a\n",
            "10: simulate.comand",
            "Unknown key 'comand'. Did you mean 'command'?",
        ),
        (
            "simulate: {parameter_spaec: p.yaml, script: a.py}\n",
            "8: simulate.parameter_spaec",
            "Unknown key 'parameter_spaec'. Did you mean 'parameter_space'?",
        ),
    ],
)
def test_read_config__one_mistake_is_one_problem(
    files: MakeFiles, text: str, place: str, message: str
) -> None:
    _, problems = read(files, CONFIG + text)
    assert problems == [f"config.yaml:{place}\n    {message}"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("data_dir: data\n", "", ": data_dir\n    The key 'data_dir' is missing."),
        ("data_dir: data\n", "data_dir: 3\n", ":1: data_dir\n    Takes text; found 3."),
        ("    loader: hdf5\n", "", ":3: load.sim.loader\n    The key 'loader' is missing."),
        ("loader: hdf5", "loader: [a]", ":4: load.sim.loader\n    Takes text; found ['a']."),
        ('"*/data.h5"', "3", ":5: load.sim.glob_str\n    Takes text; found 3."),
        (CONFIG.partition("load:\n")[2], "", ":2: load\n    Takes a mapping; found None."),
    ],
)
def test_read_config__mistake_in_what_is_needed_is_one_problem(
    files: MakeFiles, old: str, new: str, problem: str
) -> None:
    config, problems = read(files, CONFIG.replace(old, new))
    assert config is None
    assert problems == [f"config.yaml{problem}"]


def test_read_config__all_mistakes_at_once_and_on_without_them(files: MakeFiles) -> None:
    mistakes = (
        "plotz: x\nplot_defaults: {default_ext: jpg}\nconvert: {batch_size: many, fields: all}\n"
    )
    config, problems = read(files, CONFIG + mistakes)
    assert [problem.partition(":")[2][:1] for problem in problems] == ["9", "1", "8"]
    assert config is not None
    assert config.convert.batch_size == "auto"
    assert config.convert.fields == "all"


def test_read_config__does_not_change_the_values(files: MakeFiles) -> None:
    files({"config.yaml": CONFIG + "plotz: x\n"})
    values = read_yaml("config.yaml").data
    read_config(values, ["config.yaml"])
    assert values == read_yaml("config.yaml").data


def test_where__last_file_that_has_the_value(files: MakeFiles) -> None:
    files({"config.yaml": CONFIG, "more.yaml": "# more\nload:\n  sim:\n    required: true\n"})
    sources = ConfigFiles((read_yaml("config.yaml"), read_yaml("more.yaml")))
    assert str(sources.where("load", "sim", "required")) == "more.yaml:4: load.sim.required"
    assert str(sources.where("load", "sim", "loader")) == "config.yaml:4: load.sim.loader"
    assert str(sources.where("load", "sim", "x")) == "more.yaml:3: load.sim.x"
    assert str(sources.where("data_dir")) == "config.yaml:1: data_dir"


@pytest.mark.parametrize(
    ("sources", "place"), [(["config.yaml"], "config.yaml"), ([], "configuration")]
)
def test_read_config__mistake_on_the_command_line_has_no_line(
    files: MakeFiles, sources: list[str], place: str
) -> None:
    files({"config.yaml": CONFIG})
    _, _, problems = read_config({**read_yaml("config.yaml").data, "plotz": "x"}, sources)
    assert [str(problem.location) for problem in problems] == [f"{place}: plotz"]
