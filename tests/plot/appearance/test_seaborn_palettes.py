from __future__ import annotations

import re
import sys

import numpy as np
import pytest
import seaborn

from paraverse.errors import PlotError
from paraverse.plot.appearance.seaborn_palettes import build_seaborn_colormap, import_seaborn
from support.paths import ROOT


def test_build_seaborn_colormap__is_the_palette_of_seaborn() -> None:
    cases = {
        "color_palette::light:#69d": seaborn.color_palette("light:#69d", as_cmap=True),
        "diverging::220,20,s=60": seaborn.diverging_palette(220, 20, s=60, as_cmap=True),
        "diverging::220, 20, center=dark": seaborn.diverging_palette(
            220, 20, center="dark", as_cmap=True
        ),
    }
    for name, expected in cases.items():
        values = np.linspace(0, 1, 5)
        np.testing.assert_array_equal(build_seaborn_colormap(name)(values), expected(values))


@pytest.mark.parametrize("name", ["color_palette::nope", "diverging::1"])
def test_build_seaborn_colormap__names_that_seaborn_rejects(name: str) -> None:
    with pytest.raises(PlotError, match=f"seaborn has no color map {name!r}"):
        build_seaborn_colormap(name)


@pytest.mark.parametrize("missing", ["seaborn", "scipy"])
def test_import_seaborn__not_installed(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(PlotError, match="pip install seaborn scipy") as error:
        import_seaborn()
    (environment,) = re.findall(r"envs/\w+\.yaml", str(error.value))
    assert (ROOT / environment).is_file()
