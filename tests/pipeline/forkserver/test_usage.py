"""The time and memory of a process, in the units of Snakemake."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from paraverse.pipeline.forkserver.usage import Usage


def test_usage__is_that_of_the_process() -> None:
    begin = time.monotonic()
    process = subprocess.Popen([sys.executable, "-c", "len(b'1' * 300 * 2**20)"])
    _, process.returncode, counted = os.wait4(process.pid, 0)
    usage = Usage.of(time.monotonic() - begin, counted)
    assert 300 < usage.max_rss_mb < 300 * 1024
    assert 0 < usage.cpu_seconds < 600
    assert usage.seconds > 0
