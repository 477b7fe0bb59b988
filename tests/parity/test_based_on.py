"""What plots are based on, as dantro's plot manager fills it in."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from dantro import PlotManager
from dantro.exceptions import PlotConfigError
from hypothesis import given, settings
from hypothesis import strategies as st

from paraverse.config.plots import read_plots
from paraverse.errors import Where

POOL_NAMES = ("a", "b", "c", ".d")
NAMES = ("a", "b", ".e", "_f", "g")

keys = st.dictionaries(st.sampled_from("xyz"), st.integers(0, 9), max_size=2)
sections = st.fixed_dictionaries({}, optional={"helpers": keys, "x": st.integers(0, 9)})


def plots(names: tuple[str, ...], bases: tuple[str, ...]) -> Any:
    """Plots that may be based on others, or be short for those of the same name."""
    several = st.lists(st.sampled_from(bases), max_size=3)
    based = several | st.sampled_from(bases)
    full = st.tuples(sections, based).map(lambda both: {**both[0], "based_on": both[1]})
    enabled = st.tuples(full | sections, st.booleans()).map(lambda p: {**p[0], "enabled": p[1]})
    short = st.sampled_from([True, False, "inherit"])
    return st.dictionaries(st.sampled_from(names), full | sections | enabled | short)


class Recorder(PlotManager):
    """Draws nothing, and remembers what would be drawn."""

    def plot(self, name: str, *, default_out_dir: str, **values: Any) -> None:
        self.found[name] = values


def of_dantro(given: dict[str, Any], pools: list[dict[str, Any]]) -> dict[str, Any]:
    pools = [(f"pool {number}", copy.deepcopy(pool)) for number, pool in enumerate(pools)]
    manager = Recorder(dm=None, out_dir="/nowhere", base_cfg_pools=pools)
    manager.found = {}
    manager.plot_from_cfg(plots_cfg=copy.deepcopy(given))
    return manager.found


def without_enabled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key != "enabled"}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(plots(POOL_NAMES, POOL_NAMES), max_size=2),
    # Of what is not drawn, dantro does not look for bases among what is
    plots(NAMES, (*POOL_NAMES, ".e")).filter(bool),
)
def test_read_plots__as_dantro(
    tmp_path_factory: Any, pools: list[dict[str, Any]], given: dict[str, Any]
) -> None:
    for name in (".e", "_f"):
        if isinstance(given.get(name), dict):
            given[name].pop("based_on", None)
    try:
        expected = of_dantro(given, pools)
    except PlotConfigError:
        return
    folder: Path = tmp_path_factory.mktemp("plots")
    for number, pool in enumerate(pools):
        (folder / f"{number}.yaml").write_text(json.dumps(pool))
    (folder / "plots.yaml").write_text(json.dumps(given))
    bases = [str(folder / f"{number}.yaml") for number in range(len(pools))]
    found, problems = read_plots(
        str(folder / "plots.yaml"), bases, lambda key: Where("", 1, (key,))
    )
    assert problems == []
    assert {p.name: without_enabled(dict(p.values)) for p in found} == {
        name: without_enabled(values) for name, values in expected.items()
    }
