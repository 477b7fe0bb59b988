"""The JSON schema of the configuration means the same as its models."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from paraverse.config.models import Config
from paraverse.config.schema import build_schema
from paraverse.yaml_io.configuration import read_yaml
from support.paths import ROOT

CONFIG = ROOT / "config"


@pytest.mark.parametrize(
    ("change", "is_valid"),
    [
        ({}, True),
        ({"base_plots": None}, True),
        ({"base_plots": ["a.yaml", "b.yaml"]}, True),
        ({"simulate": None}, True),
        ({"convert": {"fields": ["data/*"], "batch_size": 3}}, True),
        ({"plotz": "x"}, False),
        ({"data_dir": 3}, False),
        ({"load": {"sim": {"loader": "hdf5"}}}, False),
        ({"convert": {"fields": "some"}}, False),
        ({"plot_defaults": {"default_ext": "jpg"}}, False),
    ],
)
def test_build_schema__takes_what_the_configuration_takes(
    change: dict[str, Any], is_valid: bool
) -> None:
    values = {**read_yaml(CONFIG / "config.yaml").data, **change}
    assert jsonschema.Draft202012Validator(json.loads(build_schema())).is_valid(values) == is_valid
    if is_valid:
        Config.model_validate(values)
    else:
        with pytest.raises(ValueError, match="validation error"):
            Config.model_validate(values)
