"""The plan of all jobs, made from the configuration; the rules below only render it."""

import os
import sys
from pathlib import Path

# The library beside this file, also in scripts, whichever version may be installed besides
library = str(Path(workflow.basedir) / "scripts")
sys.path.insert(0, library)
others = os.environ.get("PYTHONPATH")
os.environ["PYTHONPATH"] = f"{library}{os.pathsep}{others}" if others else library

from paraverse.atomic import remove_leftovers
from paraverse.plan.snakefile import plan_for, say_summary

plan = plan_for(workflow, config)


wildcard_constraints:
    universe="[^/]+",
    batch="[^/]+",


onstart:
    remove_leftovers("results")


onsuccess:
    say_summary(plan)


onerror:
    say_summary(plan)
