"""Tables, and pages that contain them."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.measure import Result, Usage
from benchmarks.report import BEGIN, END, check_page, tables, write_page


def usage(wall: float) -> Usage:
    return Usage(wall=wall, cpu=2 * wall, memory=100, largest=50)


def test_tables__show_programs_side_by_side() -> None:
    rivals = {"paraverse": [usage(2), usage(3), usage(9)], "dantro": [usage(20)] * 3}
    alone = {"paraverse": [usage(150)]}
    text = tables([Result(case="one", usages=alone), Result(case="two", usages=rivals)])
    assert "| two | 3.00 | 6.00 | 100 | 20.0 | 40.0 | 100 | 6.67× | 6.67× |" in text
    assert "| one | 150 | 300 | 100 |" in text
    lengths = [[line.count("|") for line in table.splitlines()] for table in text.split("\n\n")]
    assert all(len(set(counts)) == 1 for counts in lengths)


def test_tables__show_growth_from_size_to_size() -> None:
    results = [
        Result(case=case, size=size, usages={"paraverse": [usage(factor * size)]})
        for size in (1, 2, 4)
        for case, factor in {"plan": 1, "run": 10}.items()
    ]
    lines = tables(results).splitlines()[2:]
    assert [line.split(" | ")[:3] for line in lines[:3]] == [
        ["| plan", "1", "1.00"], ["| plan", "2", "2.00"], ["| plan", "4", "4.00"],
    ]  # fmt: skip
    assert lines[5] == "| run | 4 | 40.0 | 80.0 | 100 | 2.00× | 2.00× | 1.00× |"


def test_write_page__replaces_what_is_between_the_marks(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n\n{BEGIN}\nold\n{END}\n\nafter\n")
    write_page(page, "new")
    assert page.read_text() == f"before\n\n{BEGIN}\n\nnew\n\n{END}\n\nafter\n"
    write_page(tmp_path / "other.md", "new")
    assert (tmp_path / "other.md").read_text() == f"{BEGIN}\n\nnew\n\n{END}\n"


def test_check_page__page_without_marks_is_an_error(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("text\n")
    with pytest.raises(ValueError, match="Add them where the tables belong"):
        check_page(page)
