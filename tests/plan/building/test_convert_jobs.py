"""Parts that jobs for universes and for the whole sweep have in common."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.base.file_index import FileIndex
from paraverse.config.models import Config
from paraverse.plan.building.convert_jobs import (
    build_convert_job,
    dependencies_of_stores,
    size_of_files,
)


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    monkeypatch.chdir(tmp_path)
    Path("loaders.py").write_text("UNIT = 1\n")
    values = {
        "data_dir": "data/",
        "load": {},
        "loaders": ["loaders.py"],
        "labels": {"dims": "axes"},
    }
    return Config.model_validate(values)


def test_build_convert_job__has_the_settings_of_the_project(config: Config) -> None:
    settings = build_convert_job(config, (), {}, dimensions=("seed",)).settings
    assert settings.base == "data"
    assert settings.modules == ("loaders.py",)
    assert settings.labels["dims"] == ["axes"]
    assert settings.dimensions == ("seed",)


def test_dependencies_of_stores__change_with_loaders_and_settings(config: Config) -> None:
    before = dependencies_of_stores(config)
    Path("loaders.py").write_text("UNIT = 2\n")
    after = dependencies_of_stores(config)
    assert before.configuration == after.configuration
    assert set(before.code) != set(after.code)
    convert = config.convert.model_copy(update={"compression": "zlib"})
    other = dependencies_of_stores(config.model_copy(update={"convert": convert}))
    assert "compression = zlib" in other.configuration


def test_size_of_files__of_those_that_exist(config: Config) -> None:
    index = FileIndex()
    versions = {path: index.version(path) for path in ("loaders.py", "missing.h5")}
    assert size_of_files(versions) == len("UNIT = 1\n")
