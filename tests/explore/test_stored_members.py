"""The newest file of the store that has a universe holds it."""

from __future__ import annotations

import os
from pathlib import Path

from paraverse.explore.stored_members import StoredOrRawMembers, open_batches
from paraverse.load.members import Text
from paraverse.store.write.batch import write_batch
from paraverse.store.write.loaded_universe import LoadedUniverse


def test_open_batches__without_a_configuration_the_newest_counts(tmp_path: Path) -> None:
    folder = tmp_path / "results" / "universes"
    folder.mkdir(parents=True)
    for time, (name, ids) in enumerate({"new": "ab", "old": "b"}.items()):
        universes = [
            LoadedUniverse(id=id_, key=id_, parameters={}, tree={}, warnings=(), notes=())
            for id_ in ids
        ]
        write_batch(folder / f"{name}.nc", universes, "none")
        os.utime(folder / f"{name}.nc", (100 - time, 100 - time))
    batches = open_batches(tmp_path, None)
    assert {id_: Path(batch.path).stem for id_, batch in batches.items()} == {
        "a": "new",
        "b": "new",
    }


def test_members__stored_ones_count_before_raw_ones() -> None:
    members = StoredOrRawMembers({"a": Text("stored")}, {"a": Text("raw"), "b": Text("raw")}, "u")
    assert list(members) == ["a", "b"]
    assert members["a"] == Text("stored")
    assert members["b"] == Text("raw")
    assert "c" not in members
