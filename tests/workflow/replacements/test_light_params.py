"""Parameters of jobs in Snakemake's records."""

from __future__ import annotations

import os
import subprocess
import sys

from support.paths import ROOT

CODE = """
import sys
from snakemake.persistence import PersistenceBase
from paraverse.workflow.replacements.light_params import record_params_without_pandas

def serialized(*params):
    class Job:
        non_derived_params = params

    return PersistenceBase._params(PersistenceBase.__new__(PersistenceBase), Job())

PersistenceBase.__abstractmethods__ = frozenset()
record_params_without_pandas()
record_params_without_pandas()
print(serialized("text", 1, None, [2.5], object()), "pandas" in sys.modules)
import pandas
print(len(serialized(pandas.Series([1, 2]), pandas.Series([1, 3]), "text")))
"""


def test_record_params_without_pandas__records_the_same_as_snakemake() -> None:
    without = CODE.replace("record_params_without_pandas()\n", "")
    outputs = []
    for code in (CODE, without):
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, env=environment
        )
        assert not done.stderr
        outputs.append(done.stdout.splitlines())
    assert outputs[0] == [outputs[1][0].replace("True", "False"), outputs[1][1]]
    assert outputs[1] == ["[\"'text'\", '1', 'None', '[2.5]'] True", "3"]
