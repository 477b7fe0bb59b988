"""The files that universes were loaded from, with digests."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.base.field_filter import FieldFilter
from paraverse.base.file_index import MAX_DIGESTED, FileIndex
from paraverse.jobs.convert import ConvertJob, LoadSettings
from paraverse.jobs.universe_files import SourceFile, UniverseFiles
from paraverse.load.universe import LoadResult
from paraverse.pipeline.digested_files import contents_of, digest_files, used_files


def test_digest_files__have_digests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("data", "u1").mkdir(parents=True)
    Path("data", "u1", "small.h5").write_text("small")
    Path("links.h5").write_text("linked")
    with Path("data", "u1", "large.h5").open("wb") as file:
        file.truncate(MAX_DIGESTED + 1)
    paths = {"data": "data/u1/small.h5", "more": "data/u1/large.h5"}
    files = tuple(SourceFile(path=path, target=t, loader="hdf5") for t, path in paths.items())
    job = ConvertJob(
        universes=(UniverseFiles(id="u1", key="u1", values=None, files=files),),
        dimensions=(),
        fields=FieldFilter(),
        settings=LoadSettings(base="data"),
    )
    index = FileIndex()
    versions = {path: index.version(path) for path in paths.values()}
    loaded = LoadResult(tree={}, warnings=(), errors=(), other_files={"links.h5": None})
    (described,) = digest_files(job, versions, [loaded])
    assert described["u1/small.h5"] == ("data", index.content("data/u1/small.h5"))
    assert described["links.h5"] == ("", index.content("links.h5"))
    target, large = described["u1/large.h5"]
    assert (target, large[:7]) == ("more", "sample ")
    with Path("data", "u1", "large.h5").open("r+b") as file:
        file.seek(MAX_DIGESTED // 2 + 5)
        file.write(b"x")
    versions = {path: FileIndex().version(path) for path in paths.values()}
    assert digest_files(job, versions, [loaded])[0]["u1/large.h5"][1] != large


def test_used_files__may_hold_one_of_the_fields() -> None:
    files = {"b.h5": ("data/abm", "2"), "a.yml": ("params", "1"), "linked.h5": ("", "3")}
    assert used_files(files, ["data"]).keys() == {"b.h5", "linked.h5"}
    assert used_files(files, ["data/abm/energy"]).keys() == {"b.h5", "linked.h5"}
    assert used_files(files, ["params/seed"]).keys() == {"a.yml", "linked.h5"}
    assert used_files(files, ["*"]) == files
    assert list(contents_of(files).items()) == [("a.yml", "1"), ("b.h5", "2"), ("linked.h5", "3")]
