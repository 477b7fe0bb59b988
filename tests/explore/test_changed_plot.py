"""A plot with changes is the plot as it was written, but for the changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from paraverse.errors import PlotError
from paraverse.explore.changed_plot import change_plot
from paraverse.yaml_io.configuration import parse_yaml

PLOTS = """\
# Base
_base: {kind: line}
other:
  based_on: _base
  x: a
inherited: true
# The mean
mean:
  based_on: [other, _base]
  select: {y: data/y}   # a comment
  transform:
    - mean: [!dag_tag y , 1]
    - [!dag_prev , 2]
  helpers: {set_labels: {x: X, y: Y}}
  enabled: false
swept: !pspace
  style: {base_style: !sweep {default: a, values: [a, b]}}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "plots.yaml").write_text(PLOTS)
    return tmp_path / "plots.yaml"


def test_change_plot__merges_mappings_and_preserves_tags_and_comments(file: Path) -> None:
    changes = {"title": "A: b", "hue": "a", "helpers": {"set_labels": {"x": "Z"}}}
    changed = change_plot(file, "mean", changes)
    assert changed.yaml.startswith("mean:\n  based_on: [other, _base]\n")
    assert "# a comment" in changed.yaml
    before = parse_yaml(PLOTS, "plots.yaml").data["mean"]
    for text in (changed.yaml, changed.file):
        plot = parse_yaml(text, "plots.yaml").data["mean"]
        assert plot["transform"] == before["transform"]
        assert plot["select"] == before["select"]
        assert plot["hue"] == "a"
        assert plot["helpers"] == {
            "set_labels": {"x": "Z", "y": "Y"},
            "set_title": {"title": "A: b"},
        }
        assert plot.get("enabled", True), "it is drawn whether it is enabled or not"


def test_change_plot__disables_all_others(file: Path) -> None:
    plots = parse_yaml(change_plot(file, "mean", {}).file, "plots.yaml").data
    assert plots["other"]["enabled"] is False
    assert plots["other"]["x"] == "a"
    assert "inherited" not in plots


def test_change_plot__title_of_facets_is_that_of_the_figure(file: Path) -> None:
    changed = change_plot(file, "mean", {"title": "T", "col": "seed"})
    helpers = parse_yaml(changed.yaml, "plots.yaml").data["mean"]["helpers"]
    assert helpers["set_suptitle"] == {"title": "T"}


def test_change_plot__of_a_base_file(file: Path) -> None:
    changed = change_plot(file, "inherited", {"x": "b"})
    assert changed.yaml == "inherited:\n  based_on: inherited\n  x: b\n"


@pytest.mark.parametrize(
    ("value", "text"), [(np.float64(0.5), "0.5"), ([np.int64(1)], "\n  - 1"), (None, "")]
)
def test_change_plot__values_of_numpy(file: Path, value: Any, text: str) -> None:
    assert change_plot(file, "inherited", {"x": value}).yaml.endswith(
        f"x:{' ' if text and text[0] != chr(10) else ''}{text}\n"
    )


@pytest.mark.parametrize(
    ("name", "changes", "message"),
    [
        ("maen", {}, "plots.yaml has no plot 'maen'. Did you mean 'mean'?"),
        ("mean", {"x": object()}, "A value cannot be written as YAML"),
    ],
)
def test_change_plot__mistakes(
    file: Path, name: str, changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(PlotError) as error:
        change_plot(file, name, changes)
    assert message in str(error.value)
