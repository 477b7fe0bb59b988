"""Projects with mistakes: what `paraverse check` says, collected to be read in one go."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from paraverse.plan.full_check import check_project
from support.broken_project import write_project

CASES = yaml.safe_load((Path(__file__).parent / "broken_projects.yaml").read_text())


@pytest.fixture(scope="module")
def intact(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_project(tmp_path_factory.mktemp("intact") / "project")


def edit(folder: Path, file: str, *texts: str) -> None:
    path = folder / file
    if not texts:
        path.unlink()
        return
    content = texts[0]
    if len(texts) == 2:
        content = path.read_text()
        assert texts[0] in content, (file, texts[0])
        content = content.replace(*texts, 1)
    path.write_bytes(content.encode("utf-8", "surrogateescape"))


def test_check__has_nothing_to_say_about_the_project_without_mistakes(
    intact: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(intact)
    findings = check_project()
    assert [str(item) for item in (*findings.problems, *findings.remarks)] == []


@pytest.mark.parametrize("name", CASES)
def test_check__says_what_is_wrong_where_and_what_to_do(
    name: str, intact: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case: dict[str, Any] = CASES[name]
    folder = Path(shutil.copytree(intact, tmp_path / "project"))
    for change in case["edits"]:
        edit(folder, *change)
    monkeypatch.chdir(folder)
    findings = check_project()
    said = "\n".join(map(str, (*findings.problems, *findings.remarks)))
    said = said.replace(str(folder), "PROJECT")
    assert said.splitlines() == case["says"].splitlines()


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("plots.yaml", "set_title:", "3:", "There is no helper 3"),
        (
            "plots.yaml",
            "kind: line\n  x: time\n",
            "kind: line\n  3: time\n",
            "Keys of a plot are names",
        ),
        ("plots.yaml", "col: seed", "col: seed\n  compute_only: [{a: 1}]", "Takes a list of tags"),
        (
            "plots.yaml",
            "col: seed",
            "frames: seed\n  file_ext: gif\n  animation: {writer: [pillow]}",
            "There is no writer ['pillow']",
        ),
        (
            "plots.yaml",
            "{name: LogNorm, vmin: 0.1}",
            "{name: BoundaryNorm, boundaries: {a: 1}}",
            "cannot be read",
        ),
    ],
)
def test_check__values_of_any_type_are_mistakes_and_no_crashes(
    file: str, old: str, new: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_project(tmp_path)
    edit(folder, f"config/{file}", old, new)
    monkeypatch.chdir(folder)
    assert message in "\n".join(map(str, check_project().problems))
