"""A project for existing data."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from paraverse.config.presets import apply_preset
from paraverse.new_project.data_files import UnknownLayoutError
from paraverse.new_project.existing_data import recognize
from paraverse.plan.build import make_plan
from paraverse.yaml_io.configuration import read_yaml
from support import sweeps
from support.odd_layouts import LAYOUTS, folder_names, json_parameters, write_data


@pytest.mark.parametrize("layout", LAYOUTS)
def test_recognize__plans_without_problems(
    layout: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, dimensions = LAYOUTS[layout]
    data, project = tmp_path / "output", tmp_path / "project"
    write(data)
    recognized = recognize(data, project)
    (project / "config").mkdir(parents=True)
    for name, text in recognized.files.items():
        (project / name).write_text(text)
    (project / "config" / "operations.py").touch()
    monkeypatch.chdir(project)
    plan = make_plan(read_yaml("config/config.yaml").data)
    assert plan.space is not None
    assert {name: len(values) for name, values in plan.space.dimensions.items()} == dimensions
    assert len(plan.multiverse_plots) == 1
    assert len(plan.universe_plots) == (0 if layout == "scalars" else 1)


def test_recognize__says_what_it_has_understood_and_what_not(tmp_path: Path) -> None:
    json_parameters(tmp_path)
    report = "\n".join(recognize(tmp_path, tmp_path / "project").report)
    assert "12 universes, such as run_0" in report
    assert "swept: beta (2: 0.1, 0.3333333333333333), gamma (2: 0.2, 0.4)" in report
    assert "twice (by beta), seed (by beta and gamma and repetition)" in report
    assert "left out of it: 1, such as run_4: params.json is missing" in report
    assert "data/group/infected (20)" in report
    assert "left out: 12 files .xyz" in report


def test_recognize__prefers_parameters_in_files_to_rounded_ones_in_names(tmp_path: Path) -> None:
    folder_names(tmp_path)
    for folder in tmp_path.iterdir():
        beta = 1 / 3 if "0.33" in folder.name else 0.1
        gamma = 0.2 if "gamma0.2" in folder.name else 0.4
        seed = int(folder.name[-1])
        (folder / "p.yml").write_text(yaml.dump({"beta": beta, "gamma": gamma, "seed": seed}))
    recognized = recognize(tmp_path, tmp_path / "project")
    assert "beta (2: 0.1, 0.3333333333333333)" in "\n".join(recognized.report)
    assert "?P<" not in recognized.files["config/config.yaml"].split("load:")[1].split("# The")[0]


def test_recognize__presets(tmp_path: Path) -> None:
    sweeps.numbered_sweep(tmp_path / "sweep", seeds=2, num_steps=10)
    recognized = recognize(tmp_path / "sweep", tmp_path / "project")
    assert recognized.report[0].endswith("is a run of dantro: 6 universes")
    values = yaml.safe_load(recognized.files["config/config.yaml"])
    assert values["preset"] == "dantro"
    assert apply_preset(values)["load"]


def test_recognize__a_file_with_the_parameter_space(tmp_path: Path) -> None:
    folder_names(tmp_path)
    (tmp_path / "space.yml").write_text(
        "!pspace\nbeta: !pdim {default: 0, values: [0.1, 0.33]}\n"
        "gamma: !pdim {default: 0, values: [0.2, 0.4]}\ns: !pdim {default: 0, values: [1, 2, 3]}\n"
    )
    recognized = recognize(tmp_path, tmp_path / "project")
    assert "yaml_to_object" in recognized.files["config/config.yaml"]


def test_recognize__asks_for_one_of_several_runs(tmp_path: Path) -> None:
    for run in ("one", "two"):
        sweeps.numbered_sweep(tmp_path / run, seeds=1, num_steps=5)
    with pytest.raises(UnknownLayoutError, match="several runs: one, two"):
        recognize(tmp_path, tmp_path / "project")


def test_recognize__explains_what_it_expects(tmp_path: Path) -> None:
    with pytest.raises(UnknownLayoutError, match="does not exist, or it is a file"):
        recognize(tmp_path / "missing", tmp_path)
    with pytest.raises(UnknownLayoutError, match=r"holds no files. Simulations are recognized by"):
        recognize(tmp_path, tmp_path)
    write_data(tmp_path / "only" / "data.h5", 1)
    with pytest.raises(UnknownLayoutError, match=r"No two files are alike: only/data.h5"):
        recognize(tmp_path, tmp_path)
    with pytest.raises(UnknownLayoutError, match="holds no run of utopya, which has config/"):
        recognize(tmp_path, tmp_path, "utopya")
