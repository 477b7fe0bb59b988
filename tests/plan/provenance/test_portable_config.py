"""The configuration that figures carry."""

from __future__ import annotations

from paraverse.plan.plan import Plan
from paraverse.plan.provenance.own_files import OwnFiles
from paraverse.plan.provenance.portable_config import portable_config, portable_plot


def test_portable_config__only_what_changes_figures(simulated: Plan) -> None:
    config = portable_config(simulated, OwnFiles(simulated).portable)
    assert config["data_dir"] == "data"
    assert config["operations"] == ["external/operations.py"]
    assert config["simulate"]["script"] == "model/run.py"
    assert not {"base_plots", "convert", "preset", "scalars"} & config.keys()
    assert "batch_size" not in config["simulate"]


def test_portable_plot__has_the_values_of_base_plots(simulated: Plan) -> None:
    plots = {
        parsed.name: portable_plot(simulated, OwnFiles(simulated).portable, parsed)
        for parsed in simulated.parsed_plots
    }
    assert plots["each"]["helpers"] == {"set_title": {"title": "A"}}
    assert "based_on" not in plots["each"]
    assert plots["other"]["module_file"] == "other/functions.py"
