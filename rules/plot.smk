"""Figures: a rule for each plot, by its name."""

for plot in plan.multiverse_plots:

    rule:
        name:
            plot.rule
        input:
            plot.data,
        output:
            frames=[directory(folder) for folder in plot.frames],
            figures=reported_figures(plot),
            record=plot.record,
        log:
            f"logs/plot/{plot.name}.log",
        conda:
            "../envs/analysis.yaml"
        resources:
            mem_mb=plan.mem_mb,
        params:
            *plot.rerun_if,
            job=plot.drawing,
        message:
            f"Drawing {plot.name}"
        script:
            "../scripts/plot.py"


for name in plan.skipped_rules:

    rule:
        name:
            name
        localrule: True


for swept, points in plan.swept_plots.items():

    rule:
        name:
            swept
        input:
            points,
        localrule: True


# For the plot `random_walk`, for example:
#
#     rule random_walk:
#         input: "results/universes/{batch}.nc"
#         output: record="results/drawn/universes/random_walk/{batch}.json"
#         log: "logs/plot/random_walk/{batch}.log"
#         script: "../scripts/plot_universes.py"
#
# Its figures are files in results/figures/random_walk, which the record lists.
for plot in plan.universe_plots:

    rule:
        name:
            plot.rule
        input:
            "results/universes/{batch}.nc",
        output:
            record=plot.record,
        log:
            f"logs/plot/{plot.name}/{{batch}}.log",
        # The longest jobs first, so that none is left over at the end
        priority: 1
        conda:
            "../envs/analysis.yaml"
        resources:
            mem_mb=plan.mem_mb,
        params:
            *plot.rerun_if,
            universes=lambda wildcards, plot=plot: plot.universes_line(wildcards.batch),
            job=lambda wildcards, plot=plot: plot.job(wildcards.batch),
        message:
            f"Drawing {plot.name} for the universes from {{wildcards.batch}}"
        script:
            "../scripts/plot_universes.py"
