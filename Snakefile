"""From a parameter sweep to figures: simulate → convert → transform → plot."""

from snakemake.utils import min_version

min_version("9.19")


configfile: "config/config.yaml"


report: "report/workflow.rst"


include: "rules/common.smk"
include: "rules/simulate.smk"
include: "rules/convert.smk"
include: "rules/transform.smk"
include: "rules/plot.smk"
include: "rules/inspect.smk"


rule all:
    default_target: True
    input:
        plan.targets,
        plan.sweep_store,
        plan.parameter_space_file,
        shown_in_report=reported_folders(plan),
    localrule: True
    message:
        "All figures are up to date"
