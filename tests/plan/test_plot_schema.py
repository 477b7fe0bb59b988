"""The JSON schema of plots files: right ones are valid, and wrong ones are not."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema
import pytest

from paraverse.config import base_plots
from paraverse.plan.plot_schema import build_plot_schema
from paraverse.plan.schemas import CONFIG_SCHEMA, PACKAGED, PLOTS_SCHEMA, builtin_code
from support.paths import ROOT
from support.untagged_yaml import parse_untagged, read_untagged

GALLERY = ROOT / "docs" / "gallery"
PLOTS = [
    folder / "config" / name
    for folder in (ROOT, GALLERY)
    for name in ("plots.yaml", "base_plots.yaml")
]


@pytest.fixture(scope="module")
def packaged() -> Any:
    return jsonschema.Draft202012Validator(json.loads((PACKAGED / PLOTS_SCHEMA).read_text()))


@pytest.fixture(scope="module")
def complete() -> Any:
    schema = build_plot_schema(builtin_code(), ["mine"], is_complete=True)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("path", PLOTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_schema__takes_the_plots_of_the_example_and_of_the_gallery(
    packaged: Any, path: Any
) -> None:
    assert list(map(str, packaged.iter_errors(read_untagged(path)))) == []


def test_schema__takes_the_library_of_base_plots(packaged: Any) -> None:
    library = read_untagged(base_plots._PATH)
    assert list(map(str, packaged.iter_errors(library))) == []


@pytest.mark.parametrize("folder", [ROOT, GALLERY], ids=lambda path: path.name)
def test_schema__of_the_configuration_takes_the_example_and_the_gallery(folder: Any) -> None:
    schema = json.loads((PACKAGED / CONFIG_SCHEMA).read_text())
    config = read_untagged(folder / "config" / "config.yaml")
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(config)) == []


@pytest.mark.parametrize("name", ["plots.md", "helpers.md", "transformations.md"])
def test_schema__takes_the_examples_of_the_documentation(packaged: Any, name: str) -> None:
    text = (ROOT / "docs" / name).read_text()
    examples = [
        parse_untagged(block) for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    ]
    assert examples
    for example in filter(lambda value: isinstance(value, dict), examples):
        are_plots = all(
            isinstance(value, dict) and "plot_func" in value for value in example.values()
        )
        plots = example if are_plots else {"p": example}
        assert [str(error) for error in packaged.iter_errors(plots)] == []


RIGHT = [
    "p: inherit",
    "_anchors: 3",
    "p: !pspace {plot_func: facet_grid, kind: !sweep {default: line, values: [line, step]}}",
    "p: {plot_func: facet_grid, col_wrap: auto, vmin: !dag_result low}",
    "p: {transform: [.mean: [!dag_tag x, seed], np.log: !dag_prev , mine: !dag_prev ]}",
    "p: {transform: [{operation: add, args: [1, 2], tag: data}]}",
    "p: {select: {x: data/x, y: {path: data/y, transform: [.mean]}}}",
    "p: {select_and_combine: {fields: {x: data/x}, subspace: {seed: [0, 1]}, join: outer}}",
    "p: {helpers: {set_title: {title: A, fontsize: 3}, axis_specific: {[0, ~]: {despine: ~}}}}",
]
WRONG = [
    "p: 3",
    "p: {helpers: [set_title]}",
    "p: {helpers: {set_limits: {xx: [0, 1]}}}",
    "p: {enabled: sometimes}",
    "p: {creator: multivers}",
    "p: {transform: {.mean: x}}",
    "p: {select_and_combine: {field: {x: data/x}}}",
    "p: {select_and_combine: {fields: {x: {paht: data/x}}}}",
    "p: {select_and_combine: {fields: {x: data/x}, join: inside}}",
    "p: {plot_func: caplot, to_plot: {a: ~}, frame: time}",
    "p: {plot_func: facet_grid, squeeze: maybe}",
]
WRONG_IF_COMPLETE = [
    "p: {plot_func: facetgrid}",
    "p: {plot_func: facet_grid, kind: lines}",
    "p: {helpers: {set_titel: {title: A}}}",
    "p: {transform: [mean: [!dag_tag x, seed]]}",
    "p: {transform: [{operation: add, arg: [1, 2]}]}",
]


@pytest.mark.parametrize("text", RIGHT)
def test_schema__takes_what_is_right(packaged: Any, complete: Any, text: str) -> None:
    plots = parse_untagged(text)
    assert [str(error) for v in (packaged, complete) for error in v.iter_errors(plots)] == []


@pytest.mark.parametrize("text", WRONG)
def test_schema__rejects_what_is_wrong(packaged: Any, complete: Any, text: str) -> None:
    assert not packaged.is_valid(parse_untagged(text))
    assert not complete.is_valid(parse_untagged(text))


@pytest.mark.parametrize("text", WRONG_IF_COMPLETE)
def test_schema__rejects_unknown_names_if_it_has_all_of_a_project(
    packaged: Any, complete: Any, text: str
) -> None:
    assert packaged.is_valid(parse_untagged(text))
    assert not complete.is_valid(parse_untagged(text))


def test_schema__describes_keys_functions_arguments_helpers_and_operations(packaged: Any) -> None:
    plot = packaged.schema["$defs"]["plot"]
    assert plot["properties"]["transform"]["description"].startswith("The transformation")
    (grid,) = (
        entry["then"]["properties"]
        for entry in plot["allOf"]
        if entry["if"]["properties"]["plot_func"] == {"const": "facet_grid"}
    )
    assert "frames of an animation" in grid["files"].get("description", "") + grid["frames"][
        "description"
    ].replace("one frame of an animation", "frames of an animation")
    assert "line" in grid["kind"]["anyOf"][0]["enum"]
    title = plot["properties"]["helpers"]["properties"]["set_title"]
    assert title["properties"]["title"]["description"] == "The title; None removes it."
    operations = packaged.schema["$defs"]["node"]["anyOf"][1]["properties"]
    assert operations["create_mask"]["description"].startswith(
        "create_mask(data, operator_name, rhs_value): "
    )
