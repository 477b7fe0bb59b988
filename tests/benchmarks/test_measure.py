"""Commands are run in turn and in a clean environment, and failures say what was printed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.measure import Case, CommandError, Result, Turn, Usage, in_turn, run


def python(code: str) -> list[str | Path]:
    return [sys.executable, "-c", code]


def usage(wall: float) -> Usage:
    return Usage(wall=wall, cpu=1, memory=1, largest=1)


def test_run__leaves_out_variables_that_change_programs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.setenv("SNAKEMAKE_PROFILE", "mine")
    monkeypatch.setenv("SOMETHING", "else")
    code = "import os; assert 'SOMETHING' in os.environ; assert not {names} & set(os.environ)"
    run(python(code.format(names={"PYTHONPATH", "SNAKEMAKE_PROFILE"})), tmp_path)


def test_run__message_shows_the_end_of_the_output(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"exit status 3(.|\n)*all is lost"):
        run(python("import sys; print('all is lost'); sys.exit(3)"), tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit memory like this")
def test_run__no_process_allocates_more_than_the_limit(tmp_path: Path) -> None:
    allocate = python("b'x' * 300_000_000")
    run(allocate, tmp_path)
    with pytest.raises(CommandError, match="MemoryError"):
        run(allocate, tmp_path, limit=200)


def test_in_turn__programs_alternate_after_each_change(tmp_path: Path) -> None:
    calls: list[str] = []

    def turn(program: str) -> Turn:
        return Turn(
            program=program,
            command=python(""),
            cwd=tmp_path,
            before=lambda: calls.append(program),
        )

    case = Case(name="", turns=[turn("A"), turn("B")], change=lambda: calls.append("change"))
    result = in_turn(case, repeat=2)
    assert calls == ["change", "A", "B"] * 2
    assert {name: len(runs) for name, runs in result.usages.items()} == {"A": 2, "B": 2}


def test_result__ratio_is_that_within_repetitions() -> None:
    # The machine is four times as slow in the second repetition
    runs = {"A": [usage(1), usage(4), usage(1)], "B": [usage(2), usage(8), usage(2)]}
    assert Result(case="", usages=runs).ratio("wall") == 2
    assert Result(case="", usages=runs).median("A", "wall") == 1
