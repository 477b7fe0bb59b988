"""The section `labels`: labels of fields, names of attributes, and mistakes with their lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from paraverse.base.field_labels import CoordinateSource, FieldLabels, ValueSource
from paraverse.config.labels import Labels
from paraverse.config.read import read_config
from paraverse.yaml_io.configuration import read_yaml


def test_labels__names_of_attributes_beside_paths() -> None:
    labels = Labels.model_validate(
        {
            "dims": "axes",
            "/data/epidemic/**": {"dims": "time", "coords": {"time": "data/epidemic/time"}},
        }
    )
    assert labels.attribute_names == {**Labels().attribute_names, "dims": ["axes"]}
    ((pattern, of_fields),) = labels.fields.items()
    assert pattern == "data/epidemic/**"
    assert of_fields.labels == FieldLabels(
        dims=("time",),
        coords={"time": linked(path="data/epidemic/time")},
    )


def linked(**source: str) -> CoordinateSource:
    return CoordinateSource(mode="linked", argument=ValueSource(**source))


@pytest.mark.parametrize(
    ("coordinate", "source"),
    [
        ("../time", linked(path="../time")),
        ([0, 1.5], CoordinateSource(mode="values", argument=(0, 1.5))),
        (["a", "b"], CoordinateSource(mode="values", argument=("a", "b"))),
        ({"attribute": "times"}, linked(attribute="times")),
        ({"path": "data", "attribute": "times"}, linked(path="data", attribute="times")),
        ({"parameter": "times"}, linked(parameter="times")),
        ({"range": [3]}, CoordinateSource(mode="range", argument=(3,))),
        (
            {"linspace": [0, {"attribute": "length"}], "attrs": {"units": "m"}},
            CoordinateSource(
                mode="linspace",
                argument=(0, ValueSource(attribute="length")),
                attrs={"units": "m"},
            ),
        ),
        (
            {"start_and_step": [{"parameter": "start"}, "params/dt"]},
            CoordinateSource(
                mode="start_and_step",
                argument=(ValueSource(parameter="start"), ValueSource(path="params/dt")),
            ),
        ),
    ],
)
def test_labels__sources_of_coordinates(coordinate: Any, source: CoordinateSource) -> None:
    labels = Labels.model_validate({"data/x": {"coords": {"time": coordinate}}})
    assert labels.fields["data/x"].labels.coords == {"time": source}


MISTAKES = {
    "  dimz: [a]": "labels.dimz\n    Is neither one of `dims`, `dim_name_prefix`",
    "  data/x: [time]": "labels.data/x\n    Is neither one of `dims`",
    "  data/x: {dim: time}": "labels.data/x.dim\n    Unknown key 'dim'. Did you mean 'dims'?",
    "  data/x: {dims: [t, t]}": "labels.data/x.dims\n    Dimensions cannot have the same name: t",
    "  data/x: {dims: [time], coords: {tme: data/t}}": (
        "labels.data/x\n    'coords' of 'tme', which is not in 'dims'. Did you mean 'time'?"
    ),
    "  data/x: {coords: {time: 5}}": (
        "labels.data/x.coords.time\n    Takes the path of a dataset, a list of values or a "
        "mapping; found 5."
    ),
    "  data/x: {coords: {time: {lispace: [0, 1]}}}": (
        "labels.data/x.coords.time.lispace\n    Unknown key 'lispace'. Did you mean 'linspace'"
    ),
    "  data/x: {coords: {time: {range: [3], path: data/t}}}": (
        "labels.data/x.coords.time\n    Needs exactly one of path, attribute, parameter, values"
    ),
    "  data/x: {coords: {time: {start_and_step: [1]}}}": (
        "labels.data/x.coords.time\n    'start_and_step' takes 2 arguments; found 1."
    ),
    "  data/x: {coords: {time: {range: [{path: a}]}}}": (
        "labels.data/x.coords.time.range[0]\n    Needs 'attribute' (with or without 'path') or "
        "'parameter'."
    ),
    "  data/x: {dtype: float128}": "labels.data/x.dtype\n    Takes 'bool', 'int8'",
    "  data/x: {attrs: {units: {a: 1}}}": "labels.data/x.attrs.units\n    Takes text",
}


@pytest.mark.parametrize("line", MISTAKES)
def test_labels__mistakes_have_their_line(line: str, tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(f"data_dir: data\nload: {{}}\nlabels:\n{line}\n")
    _, _, problems = read_config(read_yaml(file).data, [str(file)])
    (problem,) = map(str, problems)
    assert problem.startswith(f"{file}:4: {MISTAKES[line]}")
