"""Projects from figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from paraverse.errors import ProvenanceError
from paraverse.provenance.document import SCHEMA
from paraverse.provenance.environment import describe_environment
from paraverse.provenance.extract import extract_project
from paraverse.provenance.rebuilt import ORIGIN, repository_of_rebuilt

REPOSITORY = {"commit": "1234", "clean": True, "changed": []}
PLOTS = {"text": "mean: {}\n"}


def document(files: dict[str, Any], **more: Any) -> dict[str, Any]:
    config = {"config/config.yaml": {"text": "data_dir: data/sweep\n"}, "config/plots.yaml": PLOTS}
    return {
        "paraverse": "1",
        "schema": SCHEMA,
        "files": {**config, **files},
        "environment": describe_environment(),
        "repository": REPOSITORY,
        **more,
    }


def test_extract_project__writes_files_as_they_were(tmp_path: Path) -> None:
    program = {"base64": "fwD/", "executable": True}
    large = {"digest": "1a2b", "bytes": 10**6}
    carried = {"model/run": program, "a.py": {"text": "a\r\nü"}, "maps/large.csv": large}
    lines = extract_project(document(carried), tmp_path / "new" / "project")
    folder = tmp_path / "new" / "project"
    assert (folder / "model" / "run").read_bytes() == b"\x7f\x00\xff"
    assert (folder / "model" / "run").stat().st_mode & 0o100
    assert (folder / "a.py").read_bytes() == "a\r\nü".encode()
    (line,) = lines
    assert line.startswith("maps/large.csv is too large to be carried: copy it into the project")


@pytest.mark.parametrize("name", ["../a.py", "/etc/a.py", "config/../../a.py", "", "..\\a.py"])
def test_extract_project__stays_in_the_folder(name: str, tmp_path: Path) -> None:
    with pytest.raises(ProvenanceError, match="not inside a project"):
        extract_project(document({name: {"text": "a"}}), tmp_path / "project")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("data_dir", ["/etc", "../x"])
def test_extract_project__links_data_inside_the_folder_only(data_dir: str, tmp_path: Path) -> None:
    config = {"config/config.yaml": {"text": f"data_dir: {data_dir}\n"}}
    (tmp_path / "sweep").mkdir()
    with pytest.raises(ProvenanceError, match="outside of its project"):
        extract_project(document(config), tmp_path / "project", tmp_path / "sweep")


def test_extract_project__compares_data_and_versions(tmp_path: Path) -> None:
    sweep = tmp_path / "sweep" / "sim_1"
    sweep.mkdir(parents=True)
    (sweep / "data.h5").write_text("a")
    files = {"sim_1": {"sim_1/data.h5": "0" * 16}, "sim_2": {"sim_2/large.h5": "sample 12"}}
    figure = document({}, inputs={"universes": {"files": files}})
    figure["environment"] = {**figure["environment"], "python": "2.7"}
    data, versions = extract_project(figure, tmp_path / "project", tmp_path / "sweep")
    assert "1 file of 2" in data
    assert data.endswith("is not as for the figure: sim_1/data.h5")
    assert "(figure: 2.7)" in versions
    assert (tmp_path / "project" / "data" / "sweep" / "sim_1" / "data.h5").read_text() == "a"


def test_extract_project__refuses(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.txt").write_text("mine")
    figure = document({})
    with pytest.raises(ProvenanceError, match="full is not an empty folder"):
        extract_project(figure, tmp_path / "full")
    with pytest.raises(ProvenanceError, match="nowhere is not a folder"):
        extract_project(figure, tmp_path / "new", tmp_path / "nowhere")
    simulated = document({}, simulation={"program": "model.py"})
    with pytest.raises(ProvenanceError, match="leave --data out"):
        extract_project(simulated, tmp_path / "new", tmp_path)
    with pytest.raises(ProvenanceError, match="carries only facts"):
        extract_project({**figure, "files": {}}, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_repository_of_rebuilt__counts_until_a_file_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extract_project(document({"a.py": {"text": "a"}}), tmp_path / "project")
    monkeypatch.chdir(tmp_path / "project")
    assert repository_of_rebuilt() == {"repository": REPOSITORY}
    assert json.loads(ORIGIN.read_text())["repository"] == REPOSITORY
    Path("a.py").write_text("b")
    assert repository_of_rebuilt() is None
    ORIGIN.unlink()
    assert repository_of_rebuilt() is None
