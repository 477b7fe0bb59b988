"""The plan of all jobs, made from the configuration; the rules below only render it."""

from paraverse.plan.gallery import gallery_content, gallery_dependencies, gallery_inputs
from paraverse.plan.plan import CRATE, GALLERY
from paraverse.plan.provenance.origins import PlanProvenance
from paraverse.workflow.crate import crate_inputs, write_crate
from paraverse.workflow.hooks import end_run, plan_for, start_run
from paraverse.workflow.inspection import (
    draw_graphs,
    orphans_of,
    print_tree,
    remove_orphans,
)
from paraverse.workflow.report import (
    described_universe_plots,
    reported_figures,
    reported_folder,
    tell_when_reporting,
)

plan = plan_for(workflow, config, project)
provenance = PlanProvenance(plan)
is_reporting = tell_when_reporting(workflow)


wildcard_constraints:
    universe="[^/]+",
    batch="[^/]+",


onstart:
    start_run(workflow, plan, project)


onsuccess:
    end_run(workflow, plan, project)


onerror:
    end_run(workflow, plan, project)
