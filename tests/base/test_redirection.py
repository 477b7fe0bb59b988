"""Redirection of what processes print."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from paraverse.base.redirection import output_to


def test_output_to__appends_what_the_process_and_its_children_print(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "log"
    file.write_text("before\n")
    with output_to(file):
        subprocess.run([sys.executable, "-c", "print('child')"], check=True)
        subprocess.run([sys.executable, "-c", "import sys; sys.exit('error')"], check=False)
    print("after", flush=True)
    assert file.read_text() == "before\nchild\nerror\n"
    assert capfd.readouterr().out == "after\n"


def test_output_to__ends_with_an_error(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="wrong"), output_to(tmp_path / "log"):
        raise ValueError("wrong")
    print("after", flush=True)
    assert capfd.readouterr().out == "after\n"
