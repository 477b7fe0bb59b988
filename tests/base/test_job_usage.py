"""The time and memory that jobs have used."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.base.job_usage import BENCHMARKS, is_benchmark, read_usage, read_usages

HEADER = "s\th:m:s\tmax_rss\tmax_vms\tmax_uss\tmax_pss\tio_in\tio_out\tmean_load\tcpu_time\n"
MEASURED = f"{HEADER}10.5\t0:00:10\t300\t-\t-\t-\t0\t0\t50\t5\n"
TOO_SHORT = f"{HEADER}0.5\t0:00:00\tNA\tNA\tNA\tNA\tNA\tNA\tNA\tNA\n"


def test_read_usage__sums_up_jobs_and_leaves_out_what_is_not_there(tmp_path: Path) -> None:
    texts = {"a": MEASURED, "b": TOO_SHORT, "empty": "", "damaged": f"{HEADER}x\n", "other": "a\n1"}
    for name, text in texts.items():
        (tmp_path / f"{name}.tsv").write_text(text)
    usage = read_usage("convert", [str(tmp_path / f"{name}.tsv") for name in [*texts, "missing"]])
    assert usage is not None
    assert usage.cells() == ["convert", "2", "11 s", "5.0 s", "10 s", "300 MiB"]


def test_is_benchmark__by_folder_and_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(BENCHMARKS).mkdir(parents=True)
    paths = [f"{BENCHMARKS}/a.tsv", f"{BENCHMARKS}/mine.tsv", "a.tsv"]
    for path, text in zip(paths, (MEASURED, "a\n1\n", MEASURED), strict=True):
        Path(path).write_text(text)
    assert [path for path in paths if is_benchmark(path)] == [f"{BENCHMARKS}/a.tsv"]


def test_read_usages__without_jobs_that_have_not_run() -> None:
    assert read_usages({"convert": ["missing.tsv"], "nothing": []}) == []
