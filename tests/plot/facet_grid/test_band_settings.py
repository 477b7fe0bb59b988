from __future__ import annotations

from typing import Any

import pytest

from paraverse.errors import PlotError
from paraverse.plot.facet_grid.band_settings import BandSettings, parse_band


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("seed", BandSettings(dims=("seed",))),
        (["seed", "rep"], BandSettings(dims=("seed", "rep"))),
        ({"dims": "seed", "spread": "sem"}, BandSettings(dims=("seed",), spread="sem")),
        (
            {"dims": "seed", "center": "median"},
            BandSettings(dims=("seed",), center="median", spread="quantiles"),
        ),
        (
            {"dims": ["seed"], "quantiles": [0.1, 0.9], "alpha": 0.5},
            BandSettings(dims=("seed",), spread="quantiles", quantiles=(0.1, 0.9), alpha=0.5),
        ),
    ],
)
def test_parse_band__all_forms(spec: Any, expected: BandSettings) -> None:
    assert parse_band(spec) == expected


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        (3, "takes a dimension, a list of dimensions, or a mapping with `dims`; found 3"),
        ({"spread": "std"}, "takes a dimension"),
        ([], "takes a dimension"),
        ({"dims": "seed", "centre": "mean"}, "no 'centre'. Did you mean 'center'"),
        ({"dims": "seed", "center": "mode"}, "`center` is mean or median; found 'mode'"),
        (
            {"dims": "seed", "spread": "sdt"},
            "no spread 'sdt'. Allowed: minmax, quantiles, sem, std",
        ),
        ({"dims": "seed", "center": "median", "spread": "sem"}, "sem is a deviation from the mean"),
        ({"dims": "seed", "spread": "std", "quantiles": [0, 1]}, "`quantiles` has no effect"),
        ({"dims": "seed", "quantiles": [0.9, 0.1]}, "the lower of the `quantiles` comes first"),
        ({"dims": "seed", "quantiles": [10, 90]}, "two numbers from 0 to 1"),
        ({"dims": "seed", "quantiles": 0.1}, "two numbers from 0 to 1"),
        ({"dims": "seed", "alpha": 2}, "`alpha` is a number from 0 to 1; found 2"),
    ],
)
def test_parse_band__mistakes_are_named(spec: Any, message: str) -> None:
    with pytest.raises(PlotError, match=f"^band: .*{message}"):
        parse_band(spec)


@pytest.mark.parametrize(
    ("options", "description"),
    [
        ({}, "mean ± std"),
        ({"spread": "sem"}, "mean ± standard error"),
        ({"spread": "minmax"}, "mean, minimum to maximum"),
        ({"quantiles": [0.1, 0.9]}, "mean, quantiles 0.1–0.9"),
        ({"center": "median"}, "median, quantiles 0.25–0.75"),
    ],
)
def test_band_settings__are_described_for_the_legend(
    options: dict[str, Any], description: str
) -> None:
    assert parse_band({"dims": "seed", **options}).description == description
