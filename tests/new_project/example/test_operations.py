"""The operations of the example."""

from __future__ import annotations

import subprocess
import sys

from support.paths import ROOT

# In a process of its own, as the import registers the operation
CODE = "from paraverse.new_project.example.operations import percentage; print(percentage(1, 4))"


def test_percentage__of_a_total() -> None:
    command = [sys.executable, "-c", CODE]
    printed = subprocess.check_output(command, cwd=ROOT / "scripts", text=True)
    assert printed == "25.0\n"
