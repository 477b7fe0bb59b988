"""Every base plot of dantro exists and has the same meaning."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import dantro
import pytest
from dantro.plot._cfg import resolve_based_on
from dantro.tools import load_yml

from paraverse.config.plots import WITHOUT_EFFECT
from paraverse.config.read_plots import read_plots
from paraverse.errors import Location
from support.projects import MakeFiles

POOL = load_yml(str(Path(dantro.__file__).parent / "cfg" / "base_plots.yml"))
NAMES = [name for name in POOL if name.startswith(".")]

OUR_WORK = (*WITHOUT_EFFECT, "style", "cbar_kwargs", "sharex", "sharey")
"""Keys that Snakemake makes redundant, and keys that set the default appearance."""


def comparable(values: dict[str, Any]) -> dict[str, Any]:
    """Return what a plot configures, apart from the means to it."""
    meaning = {key: value for key, value in values.items() if key not in OUR_WORK}
    if "module" in meaning:
        meaning["module"] = meaning["module"].removeprefix("dantro.plot.funcs")
    meaning["file_ext"] = meaning.get("file_ext") or "pdf"
    (meaning.get("helpers") or {}).pop("subplots_adjust", None)
    if animation := meaning.get("animation"):
        # Here, the writer depends on the file format, and GIFs have one of their own
        animation.pop("writer", None)
        animation.get("writer_kwargs", {}).pop("pillow", None)
        for writer in animation.get("writer_kwargs", {}).values():
            writer["saving"].pop("dpi", None)
    options = meaning.pop("dag_options", {})
    for section in ("define", "meta_operations"):  # tests/config checks what they compute
        meaning[section] = set(options.get(section) or {})
    return meaning | {"verbosity": options.get("verbosity")}


def resolved(files: MakeFiles, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a plot that is based on an entry, as paraverse and as dantro resolve it."""
    files({"plots.yaml": f"a: {{based_on: {name}}}\n"})
    (ours,), problems = read_plots("plots.yaml", [], lambda *keys: Location("c", None, keys))
    assert problems == []
    pools = [("dantro", copy.deepcopy(POOL))]
    theirs = resolve_based_on({"a": {"based_on": name}}, base_pools=pools, label="plots")["a"]
    return dict(ours.values), theirs


@pytest.mark.parametrize("name", NAMES)
def test_base_plots__mean_the_same(files: MakeFiles, name: str) -> None:
    ours, theirs = resolved(files, name)
    assert comparable(ours) == comparable(theirs)


def parameters(style: dict[str, Any]) -> dict[str, str]:
    return {key: "".join(str(value).replace("#", "").split()) for key, value in style.items()}


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith(".style.")])
def test_base_plots__styles_set_the_same_parameters(files: MakeFiles, name: str) -> None:
    ours, theirs = resolved(files, name)
    assert parameters(ours["style"]) == parameters(theirs["style"])
