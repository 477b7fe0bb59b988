"""Plots that are based on others have the same values as in dantro."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from dantro.plot._cfg import resolve_based_on

from paraverse.config.read_plots import read_plots
from paraverse.errors import Location

FIRST = """
.creator: {creator: multiverse}
line: {plot_func: facet_grid, kind: line, x: time, helpers: {set_title: {title: first}}}
styled: {based_on: line, style: {lines.linewidth: 2, figure.figsize: [3, 2]}}
listed: {based_on: [line, .creator], sel: {seed: 1}}
"""
SECOND = """
.creator: {based_on: .creator, expected_multiverse_ndim: [1, 2]}
line: {based_on: line, hue: seed, helpers: {set_labels: {x: Time}}}
thin: {based_on: styled, style: {lines.linewidth: 0.5}}
"""
PLOTS = {
    "a name": "p: {based_on: line}",
    "a list, later ones first": "p: {based_on: [.creator, styled, thin]}",
    "another order": "p: {based_on: [thin, styled, .creator]}",
    "its own name": "line: {based_on: line, x: step}",
    "its own name, and more": "line: {based_on: [.creator, line, styled]}",
    "inherit": "line: inherit",
    "true": "line: true",
    "a base of a base": "p: {based_on: listed, sel: {seed: 2}}",
    "a plot of the same file": "p: {based_on: q, y: energy}\nq: {based_on: thin, hue: ~}",
    "the same file before others": "p: {based_on: line}\nline: {kind: step, based_on: line}",
    "disabled ones too": "p: {based_on: q, enabled: true}\nq: {based_on: line, enabled: false}",
    "mappings are updated": "p: {based_on: styled, style: {lines.linewidth: 1}, helpers: {}}",
    "lists are replaced": "p: {based_on: styled, style: {figure.figsize: [9, 9]}}",
    "null replaces": "p: {based_on: line, hue: ~, helpers: {set_title: {title: ~}}}",
    "null for a mapping": "p: {based_on: line, helpers: ~}",
}


@pytest.mark.parametrize("form", PLOTS)
def test_based_on__every_form(form: str, tmp_path: Path) -> None:
    contents = {"first": FIRST, "second": SECOND, "plots": PLOTS[form]}
    files = {name: tmp_path / f"{name}.yml" for name in contents}
    for name, text in contents.items():
        files[name].write_text(text)
    base = [str(files["first"]), str(files["second"])]
    plots, problems = read_plots(str(files["plots"]), base, lambda *keys: Location("", None, keys))
    assert problems == []
    pools = [(name, yaml.safe_load(contents[name])) for name in ("first", "second")]
    theirs = resolve_based_on(yaml.safe_load(PLOTS[form]), label="test", base_pools=pools)
    drawn = {name: values for name, values in theirs.items() if values.get("enabled", True)}
    ours = {plot.name: plot.values for plot in plots}
    assert {name: _without_enabled(values) for name, values in ours.items()} == {
        name: _without_enabled(values) for name, values in drawn.items()
    }


def _without_enabled(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values without `enabled: true`, which dantro adds to plots that are `true`."""
    return {key: value for key, value in values.items() if (key, value) != ("enabled", True)}
