"""Run code in a process that has imported nothing before."""

from __future__ import annotations

import subprocess
import sys

from support.paths import ROOT


def output_of(code: str, **environment: str) -> str:
    """Return what code prints that may import this library.

    Parameters
    ----------
    code
        The code.
    environment
        Environment variables besides the path of the library; there are no others.
    """
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT / "scripts"), **environment},
    )
    return done.stdout
