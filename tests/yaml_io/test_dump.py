"""Values of a configuration come back as they were."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from paraverse.yaml_io.configuration import parse_yaml
from paraverse.yaml_io.dump import dump_config
from support.paths import ROOT

VALUES = """
placeholders:
  - !dag_tag walk
  - !dag_prev
  - !dag_node -1
  - !dag_ref 0f3a
  - !dag_result "two words: here"
  - !arg 0
  - !arg [1, default]
  - !kwarg axis
  - !kwarg [axis, ~]
  - !cmap viridis
  - !cmap [red, "#00ff00"]
  - !cmap {from_values: {0: red, 1: {nested: [!dag_tag a]}}}
  - !cmap-norm {name: LogNorm, vmin: 1.0e-3}
slices: [!slice [0, ~, 2], !slice 3]
ranges: !range [0, 10, 3]
numbers: [1, -2, 0.1, 1.0e-30, 1e5, .inf, -.inf, 100000000000000000000, 0o17, 0x1f]
texts: ["1e5", "0o17", "on", "yes", "no", "null", "~", "1_000", "12:30", "2020-01-01", "", " a ",
  "a: b", "# no", "ü ⟨x⟩", "line\\nline", "!dag_tag x", "1.", "=", "<<"]
constants: [true, false, null]
1: number
false: boolean
empty: {a: {}, b: []}
long: a text that has so many words that a line would be much too long if it was written on one
  line only, which is why it is written on two
"""


def test_dump_config__values_come_back() -> None:
    data = parse_yaml(VALUES, "a.yaml").data
    text = dump_config(data)
    again = parse_yaml(text, "b.yaml").data
    assert repr(again) == repr(data)
    assert list(again) == list(data)
    assert dump_config(again) == text


def test_dump_config__is_the_same_in_yaml_of_snakemake() -> None:
    values = {"a": ["1e5", "on", "0o17", 1e-5, None, True], "b": {"c": "12:30"}}
    assert yaml.safe_load(dump_config(values)) == values


def test_dump_config__arrays_and_tuples() -> None:
    text = dump_config({"array": np.array([[0.5, 1.0]]), "scalar": np.float64(0.1), "pair": (1, 2)})
    again = parse_yaml(text, "a.yaml").data
    np.testing.assert_array_equal(again["array"], [[0.5, 1.0]])
    assert (again["scalar"], again["pair"]) == (0.1, [1, 2])


def test_dump_config__names_what_it_cannot_write() -> None:
    with pytest.raises(ValueError, match="a function"):
        dump_config({"a": lambda: None})


@pytest.mark.parametrize("folder", ["config", "docs/gallery/config"])
def test_dump_config__of_all_plots_of_the_documentation(folder: str) -> None:
    for name in ("plots.yaml", "base_plots.yaml"):
        data: Any = parse_yaml(Path(ROOT, folder, name).read_text(), name).data
        without_sweeps = {key: v for key, v in data.items() if "ParamSpace" not in type(v).__name__}
        values = {k: v for k, v in without_sweeps.items() if "ParamDim" not in repr(v)}
        again = parse_yaml(dump_config(values), "again.yaml").data
        assert repr(again) == repr(values)
