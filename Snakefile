"""From a parameter sweep to figures: simulate → convert → transform → plot."""

from snakemake.utils import min_version

min_version("9.19")


include: "rules/library.smk"


configfile: project.config_file


report: "report/workflow.rst"


include: "rules/common.smk"
include: "rules/simulate.smk"
include: "rules/convert.smk"
include: "rules/transform.smk"
include: "rules/plot.smk"
include: "rules/inspect.smk"


rule all:
    input:
        plan.targets,
        plan.conversion.sweep.stores,
        project.file(plan.simulation.parameter_space_copy) if plan.simulation else [],
    localrule: True
    message:
        "All figures are up to date"
