"""The models of the configuration agree with its documentation and with each other."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pydantic import BaseModel

from paraverse.config.models import (
    MAX_BATCH_SIZE,
    MIN_BATCH_SIZE,
    Config,
    Convert,
    CreatorDefaults,
    LoadEntry,
    PlotDefaults,
    Simulate,
)
from paraverse.config.plots import PLOT_KEYS
from support.paths import ROOT

README = (ROOT / "config" / "README.md").read_text(encoding="utf-8")
DOCUMENTED = set(re.findall(r"`(\w+)`", README))
IGNORED = {"parallel", "progress_indicator", "print_tree"}


@pytest.mark.parametrize(
    "model", [Config, Simulate, LoadEntry, Convert, PlotDefaults, CreatorDefaults]
)
def test_models__all_keys_are_documented(model: Any) -> None:
    assert set(model.model_fields) - DOCUMENTED - IGNORED == set()


def test_plot_keys__are_documented() -> None:
    assert set(PLOT_KEYS) - DOCUMENTED - {"plot_func_kwargs"} == set()


def test_convert__limits_of_batches_are_those_of_the_documentation() -> None:
    limits = f"{MIN_BATCH_SIZE} to {MAX_BATCH_SIZE}"
    assert limits in README
    assert limits in str(Convert.model_fields["batch_size"].description)


def test_config__defaults_are_those_of_the_documentation() -> None:
    table = dict(re.findall(r"^\| `(\w+)` \|.*\| ([^|]*) \|$", README, re.MULTILINE))
    models: list[tuple[type[BaseModel], list[str]]] = [
        (Config, ["plots", "max_mem_mb"]),
        (Convert, ["fields", "compression", "batch_size"]),
        (LoadEntry, ["exists_action"]),
    ]
    for model, keys in models:
        for key in keys:
            assert table[key].strip("`") == str(model.model_fields[key].default)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"parameter_space": "a.yaml"}, "needs exactly one of 'script', 'command' and 'rule'"),
        (
            {"parameter_space": "a.yaml", "script": "a.py", "command": "a"},
            "needs exactly one of 'script', 'command' and 'rule'",
        ),
        (
            {"parameter_space": "a.yaml", "rule": "a", "batch_size": 1},
            "takes no 'batch_size' with 'rule'",
        ),
    ],
)
def test_simulate__takes_one_program(values: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Simulate.model_validate(values)


@pytest.mark.parametrize(
    ("values", "takes_folders", "fails"),
    [
        ({"loader": "hdf5"}, False, False),
        ({"loader": "fstree"}, True, False),
        ({"loader": "fstree", "include_directories": False}, False, False),
        ({"loader": "hdf5", "required": True}, False, True),
        ({"loader": "hdf5", "required": True, "on_error": "skip"}, False, False),
        ({"loader": "hdf5", "on_error": "fail"}, False, True),
    ],
)
def test_load_entry__defaults_depend_on_other_keys(
    values: dict[str, Any], takes_folders: bool, fails: bool
) -> None:
    entry = LoadEntry.model_validate({"glob_str": "*", **values, "map_from_attr": "x"})
    assert (entry.takes_folders, entry.fails) == (takes_folders, fails)
    assert entry.options == {"map_from_attr": "x"}
