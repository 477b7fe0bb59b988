"""The job that converts what belongs to the whole sweep."""

from __future__ import annotations

from pathlib import Path

from paraverse.plan.building.sweep_conversion import SWEEP_STORE
from support.plans import EXISTING, MakePlan

ENTRY = "  table: {loader: yaml, glob_str: table.yml, target_path: table}\n"


def test_sweep__has_the_files_outside_of_universes(plan: MakePlan) -> None:
    sweep = plan("", f"{EXISTING}{ENTRY}", more={"data/table.yml": "a: 1\n"}).conversion.sweep
    assert sweep.stores == [SWEEP_STORE]
    (universe,) = sweep.job.universes
    assert [(file.path, file.target) for file in universe.files] == [("data/table.yml", "table")]
    assert list(sweep.job.versions) == ["data/table.yml"]
    assert any("table.yml" in line for line in sweep.depends_on.configuration)
    assert sweep.mem_mb(None, None, 2) >= sweep.mem_mb(None, None, 1) > 0


def test_sweep__its_digest_changes_with_the_content(plan: MakePlan) -> None:
    digests = {
        plan("", f"{EXISTING}{ENTRY}", more={"data/table.yml": text}).conversion.sweep.files_digest
        for text in ("a: 1\n", "a: 2\n", "a: 1\n")
    }
    assert len(digests) == 2


def test_sweep__is_not_stored_without_files(plan: MakePlan) -> None:
    assert plan("").conversion.sweep.stores == []
    assert not Path(SWEEP_STORE).exists()
