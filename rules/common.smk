"""The plan of all jobs, made from the configuration; the rules below only render it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(workflow.basedir) / "scripts"))

from paraverse.plan.gallery import gallery_files, gallery_plots, gallery_tracked
from paraverse.plan.plan import GALLERY
from paraverse.workflow.hooks import (
    draw_graphs,
    end_run,
    orphans_of,
    plan_for,
    print_tree,
    remove_orphans,
    start_run,
)

plan = plan_for(workflow, config)


def shown(figure, formats, labels, **described):
    """A figure as an output that the report shows; with formats, a folder of several figures."""
    if not formats:
        return report(figure, labels=labels, **described)
    patterns = [f"{{figure}}.{ending}" for ending in formats]
    labels = {**labels, "figure": "{figure}"}
    return report(directory(figure), patterns=patterns, labels=labels, **described)


wildcard_constraints:
    universe="[^/]+",
    batch="[^/]+",


onstart:
    start_run(workflow)


onsuccess:
    end_run(workflow, plan)


onerror:
    end_run(workflow, plan)
