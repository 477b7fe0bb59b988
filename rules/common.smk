"""The plan of all jobs, made from the configuration; the rules below only render it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(workflow.basedir) / "scripts"))

from paraverse.plan.snakefile import plan_for

plan = plan_for(workflow, config)


wildcard_constraints:
    universe="[^/]+",
    batch="[^/]+",
