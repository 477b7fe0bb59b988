"""A small benchmark as a program, and options that are wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.__main__ import mistakes, parser
from support.paths import ROOT


def test_program__writes_a_page(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    arguments = ["--no-dantro", "--universes", "4", "--repeat", "1", "--cores", "2"]
    program: list[str | Path] = [sys.executable, ROOT / "tests" / "benchmarks", *arguments]
    done = subprocess.run(
        [*program, "--cases", "nothing", "--output", page],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "4 universes, 6 figures: nothing changed" in done.stderr
    text = page.read_text()
    assert "bare Snakemake / paraverse: wall" in text
    assert f"Python {sys.version_info.major}.{sys.version_info.minor}" in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--universes", "7"], "7 universes: must be a multiple of 2 or 3"),
        (["--universes", "2"], "2 universes: must be 4 or more"),
        (["--no-dantro", "--planned", "100"], "must be a multiple of 3"),
        (["--against", "nowhere"], "there is no Snakefile in this folder"),
        (["--dantro", "false"], "has no dantro"),
    ],
)
def test_mistakes__say_what_is_wrong(arguments: list[str], message: str) -> None:
    assert message in (mistakes(parser().parse_args(arguments)) or "")
