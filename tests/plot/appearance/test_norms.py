from __future__ import annotations

from typing import Any

import matplotlib.colors
import numpy as np
import pytest

from paraverse.errors import PlotError
from paraverse.plot.appearance.norms import NORMS, build_norm, cover_values

LIMITS: dict[str, Any] = {"vmin": 1, "vmax": 4, "color_count": 256}


@pytest.mark.parametrize("name", sorted(set(NORMS) - {"FuncNorm"}))
def test_build_norm__all_norms_of_matplotlib_by_name(name: str) -> None:
    required: dict[str, dict[str, Any]] = {
        "TwoSlopeNorm": {"vcenter": 2},
        "PowerNorm": {"gamma": 2},
        "SymLogNorm": {"linthresh": 1},
        "BoundaryNorm": {"boundaries": [1, 2, 4]},
    }
    norm = build_norm({"name": name, **required.get(name, {})}, **LIMITS)
    assert type(norm) is getattr(matplotlib.colors, name)
    if name not in ("CenteredNorm", "BoundaryNorm", "NoNorm"):
        np.testing.assert_allclose(np.asarray(norm([1, 4])), [0, 1])


def test_build_norm__functions_by_name() -> None:
    spec = {"name": "FuncNorm", "functions": ["np.sqrt", "np.square"]}
    norm = build_norm(spec, **{**LIMITS, "vmin": 0})
    np.testing.assert_allclose(np.asarray(norm([0, 1, 4])), [0, 0.5, 1])


@pytest.mark.parametrize("name", ["Normalize", "LogNorm", "PowerNorm", "AsinhNorm"])
def test_cover_values__of_any_shape(name: str) -> None:
    spec = {"name": name, **({"gamma": 2} if name == "PowerNorm" else {})}
    norm = build_norm(spec, vmin=None, vmax=None, color_count=256)
    cover_values(norm, np.array([[[1, 2], [np.nan, 8]]]))
    assert (norm.vmin, norm.vmax) == (1, 8)
    limited = build_norm(spec, vmin=2, vmax=None, color_count=256)
    cover_values(limited, [1, 3])
    assert (limited.vmin, limited.vmax) == (2, 3)


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("Lognorm", "no norm 'Lognorm'. Did you mean 'LogNorm'"),
        ("PowerNorm", "norm PowerNorm takes gamma, vmin, vmax"),
        ({"name": "LogNorm", "base": 2}, "norm: LogNorm takes no 'base'"),
        ({"name": "FuncNorm", "functions": ["nope", "np.exp"]}, "found 'nope'"),
    ],
    ids=str,
)
def test_build_norm__wrong_descriptions(spec: Any, message: str) -> None:
    with pytest.raises(PlotError, match=message):
        build_norm(spec, vmin=None, vmax=None, color_count=256)
