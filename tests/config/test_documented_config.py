"""The examples in config/README.md work."""

from __future__ import annotations

import re
from pathlib import Path

import matplotlib as mpl
import pytest

from paraverse.config.models import Config
from paraverse.config.presets import apply_preset
from paraverse.config.read import read_config, read_config_file
from paraverse.config.read_plots import read_plots
from paraverse.errors import Location
from paraverse.plan.reading.plot_sweeps import expand_sweep
from paraverse.plot import registry as plot_registry
from paraverse.plot.appearance.style import style_context
from paraverse.transform import registry
from support.paths import ROOT
from support.projects import MakeFiles

README = (ROOT / "config" / "README.md").read_text(encoding="utf-8")
YAML = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
OF_CONFIG = [block for block in YAML if block.partition(":")[0] in Config.model_fields]
OF_PLOTS = [block for block in YAML if block not in OF_CONFIG]
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
GUIDE = "data_dir: output\npreset: simulate\n"


def test_readme__has_examples_of_each_kind() -> None:
    assert (len(OF_CONFIG), len(OF_PLOTS), len(PYTHON)) == (3, 1, 3)


@pytest.mark.parametrize("block", OF_CONFIG)
def test_examples__of_the_configuration_are_valid(block: str, files: MakeFiles) -> None:
    text = block if "data_dir" in block else GUIDE + block
    files({"config/config.yaml": text})
    config, _, problems = read_config(apply_preset(read_config_file("config/config.yaml")))
    assert config is not None
    assert problems == []


@pytest.mark.parametrize("block", OF_PLOTS)
def test_examples__of_plots_have_valid_styles(block: str, files: MakeFiles) -> None:
    example = (ROOT / "config" / "plots.yaml").read_text().replace("\nspread:", "\nother_spread:")
    files({"plots.yaml": example + block})
    plots, problems = read_plots("plots.yaml", [str(ROOT / "config" / "base_plots.yaml")], Location)
    assert problems == []
    (swept,) = [plot for plot in plots if plot.name == "spread"]
    colors = set()
    for plot in expand_sweep(swept):
        with style_context(plot.values["style"]):
            colors.add(mpl.rcParams["axes.facecolor"])
    assert len(colors) == 2


@pytest.mark.parametrize("code", PYTHON)
def test_examples__of_code_register_functions(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    operations, functions = dict(registry._OPERATIONS), dict(plot_registry.PLOT_FUNCTIONS)
    monkeypatch.setattr(registry, "_OPERATIONS", operations)
    monkeypatch.setattr(plot_registry, "PLOT_FUNCTIONS", functions)
    exec(code, {"__name__": "example"})
    (name,) = re.findall(r"^def (\w+)", code, re.MULTILINE)
    assert name in {**operations, **functions}
