"""Figures: a rule for each plot, by its name."""

# Plots of all universes. For the plot `mean_random_walk`, for example:
#
#     rule mean_random_walk:
#         input: "results/data/mean_random_walk.nc"
#         output:
#             figures="results/figures/mean_random_walk.pdf",
#             frames=[],
#             record="results/drawn/multiverse/mean_random_walk.json",
#         log: "logs/plot/mean_random_walk.log"
for plot in plan.multiverse_plots:

    rule:
        name:
            plot.rule
        input:
            f"results/data/{plot.name}.nc",
        output:
            figures=reported_figures(plan, plot, project, caption="../report/figure.rst"),
            frames=[directory(folder) for folder in plot.frames],
            record=f"results/drawn/multiverse/{plot.name}.json",
        log:
            f"logs/plot/{plot.name}.log",
        benchmark:
            f"logs/benchmarks/plot/{plot.name}.tsv"
        conda:
            "../envs/analysis.yaml"
        resources:
            mem_mb=plan.mem_mb,
        params:
            *plot.depends_on.configuration,
            *plot.depends_on.code,
            plan.upstream(plot.data),
            job=plot.drawing,
            origin=provenance.of_figure(plot),
            project=plan.folder,
        message:
            f"Drawing {plot.name}"
        script:
            "../scripts/plot.py"


# Plots of single universes, a job for each batch. For the plot `random_walk`, for example:
#
#     rule random_walk:
#         input: "results/universes/{batch}.nc"
#         output: record="results/drawn/universes/random_walk/{batch}.json"
#         log: "logs/plot/random_walk/{batch}.log"
#
# The record lists the figures of the batch: results/figures/random_walk/<universe>.pdf.
for plot in plan.universe_plots:

    rule:
        name:
            plot.rule
        input:
            "results/universes/{batch}.nc",
            shown=lambda wildcards, plot=plot: (
                reported_folder(plan, plot, project) if is_reporting() else []
            ),
        output:
            record=f"results/drawn/universes/{plot.name}/{{batch}}.json",
        log:
            f"logs/plot/{plot.name}/{{batch}}.log",
        benchmark:
            f"logs/benchmarks/plot/{plot.name}/{{batch}}.tsv"
        # The longest jobs first, so that none is left over at the end
        priority: 1
        conda:
            "../envs/analysis.yaml"
        resources:
            mem_mb=plan.mem_mb,
        params:
            *plot.depends_on.configuration,
            *plot.depends_on.code,
            job=lambda wildcards, plot=plot: plot.job(wildcards.batch),
            origin=provenance.of_figure(plot),
            project=plan.folder,
            universes=lambda wildcards, plot=plot: plot.universes_digest(wildcards.batch),
            upstream=lambda wildcards: plan.upstream(f"results/universes/{wildcards.batch}.nc"),
            conversion=plan.conversion.settings_digest,
        message:
            f"Drawing {plot.name} for the universes from {{wildcards.batch}}"
        script:
            "../scripts/plot_universes.py"


# Plots with a sweep in them: a target for all points. For the plot `histogram`, for example:
#
#     rule histogram:
#         input: ["results/figures/histogram/bins~10.pdf", "results/figures/histogram/bins~20.pdf"]
for name, points in plan.swept_plots.items():

    rule:
        name:
            name
        input:
            points,
        localrule: True


# Plots that are not for this parameter space: targets that do nothing. For example:
#
#     rule phase_diagram:
for name in plan.skipped_rules:

    rule:
        name:
            name
        localrule: True
