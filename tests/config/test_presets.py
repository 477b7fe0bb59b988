"""Presets bring a `load` section."""

from __future__ import annotations

import pytest

from paraverse.config.models import Config
from paraverse.config.presets import PRESETS, apply_preset
from paraverse.sweep.load_entries import LoadEntries


@pytest.mark.parametrize("preset", PRESETS)
def test_apply_preset__is_a_configuration(preset: str) -> None:
    config = Config.model_validate(apply_preset({"data_dir": "data", "preset": preset}))
    assert LoadEntries.from_config(config.load).of_universes
    assert config.load["pspace"].load_as_attr


def test_apply_preset__own_values_win_and_null_removes() -> None:
    own = {"sim_data": {"on_error": "skip"}, "sim_log": None, "table": {"loader": "pandas_csv"}}
    load = apply_preset({"preset": "dantro", "load": own})["load"]
    assert load["sim_data"]["on_error"] == "skip"
    assert load["sim_data"]["loader"] == "hdf5"
    assert "sim_log" not in load
    assert load["table"] == {"loader": "pandas_csv"}


@pytest.mark.parametrize("values", [{}, {"preset": "unknown"}, {"preset": "dantro", "load": [1]}])
def test_apply_preset__leaves_what_it_does_not_know_to_validation(
    values: dict[str, object],
) -> None:
    assert apply_preset(values) == values
