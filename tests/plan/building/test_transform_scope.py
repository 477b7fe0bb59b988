"""Parts of transformations that single jobs compute."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from paraverse.config.models import PlotDefaults
from paraverse.jobs.transform import NODE, CombinedField
from paraverse.plan.building.transform_scope import TransformScope
from paraverse.plan.reading.parsed_plot import ParsedPlot, parse_plot
from support.plans import builtin_code, read_plot, small_sweep

PLOT = """\
p:
  creator: multiverse
  plot_func: mine
  select_and_combine:
    fields:
      walk: {path: data/x, transform: [increment]}
      seed: params/seed
  dag_options:
    select: {log: sims/0/log}
  transform:
    - {.mean: !dag_tag walk, tag: mean}
    - {add: [!dag_tag mean, 1], tag: more}
    - {mul: [!dag_tag seed, 2], tag: twice}
    - {.upper: !dag_tag log, tag: text}
"""


@pytest.fixture(scope="module")
def plot() -> ParsedPlot:
    defaults = PlotDefaults.model_validate({})
    parsed, problems = parse_plot(read_plot(PLOT), builtin_code(), small_sweep(), defaults)
    assert not problems
    return parsed


def scope(plot: ParsedPlot, tags: Sequence[str], stored: Sequence[str] = ()) -> TransformScope:
    """Return what a job computes that takes some tags from files."""
    combined = {
        tag: CombinedField(path=field.entry.path, transform=(), dimensions={}, grid_indices={})
        for tag, field in plot.fields.items()
    }
    keys = {tag: plot.graph.nodes[plot.graph.tags[tag]].key for tag in stored}
    return TransformScope(
        plot=plot,
        fields=combined,
        graph=plot.graph,
        tags=tags,
        node_files={key: f"{tag}.nc" for tag, key in keys.items()},
    )


@pytest.mark.parametrize(
    ("tags", "stored", "fields", "operations", "files"),
    [
        (["more"], [], ["walk"], {".mean", "add", "increment"}, []),
        (["more"], ["mean"], [], {"add"}, ["mean.nc"]),
        (["more"], ["walk"], [], {".mean", "add"}, ["walk.nc"]),
        (["twice"], ["mean"], ["seed"], {"mul"}, []),
        (["more", "twice"], ["mean"], ["seed"], {"add", "mul"}, ["mean.nc"]),
    ],
)
def test_transform_scope__computes_what_is_needed_and_not_stored(
    plot: ParsedPlot,
    tags: list[str],
    stored: list[str],
    fields: list[str],
    operations: set[str],
    files: list[str],
) -> None:
    part = scope(plot, tags, stored)
    assert list(part.combined_fields) == fields
    assert set(part.operations) - {"getitem"} == operations
    assert list(part.files_read.values()) == files


def test_transform_scope__paths_in_the_data_tree(plot: ParsedPlot) -> None:
    assert list(scope(plot, ["text"]).paths_read) == ["sims/0/log"]
    assert list(scope(plot, ["text"], ["log"]).paths_read) == []
    assert list(scope(plot, ["more"]).paths_read) == []


def test_transform_scope__of_a_single_node(plot: ParsedPlot) -> None:
    key = plot.graph.nodes[plot.graph.tags["mean"]].key
    whole = scope(plot, [])
    part = TransformScope(
        plot=plot,
        fields=whole.fields,
        graph=plot.graph.restrict_to(key, NODE),
        tags=[NODE],
        node_files={},
    )
    assert list(part.combined_fields) == ["walk"]
    assert set(part.operations) - {"getitem"} == {".mean", "increment"}
