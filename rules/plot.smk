"""Figures: a rule for each plot, by its name."""

for plot in plan.multiverse_plots:

    rule:
        name:
            plot.rule
        input:
            plot.data,
        output:
            frames=[directory(folder) for folder in plot.frames],
            figures=[
                shown(figure, plot.drawing.formats, {"plot": plot.name}, category="multiverse")
                for figure in plot.figures
            ],
        log:
            f"logs/plot/{plot.name}.log",
        conda:
            "../envs/analysis.yaml"
        resources:
            mem_mb=plan.mem_mb,
        params:
            *plot.tracked,
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


for swept, figures in plan.swept_plots.items():

    rule:
        name:
            swept
        input:
            figures,
        localrule: True


for plot in plan.universe_plots:

    rule:
        name:
            plot.rule
        input:
            plot.figures,
        localrule: True

    for portion in plot.portions:

        rule:
            name:
                portion.rule
            input:
                portion.store,
            output:
                frames=[directory(folder) for folder in portion.frames],
                figures=[
                    shown(
                        figure,
                        portion.job.drawing.formats,
                        labels,
                        category="universes",
                        subcategory=plot.name,
                    )
                    for figure, labels in zip(portion.figures, portion.labels)
                ],
            log:
                f"logs/plot/{portion.rule}.log",
            # The longest jobs first, so that none is left over at the end
            priority: 1
            conda:
                "../envs/analysis.yaml"
            resources:
                mem_mb=plan.mem_mb,
            params:
                *plot.tracked,
                job=portion.job,
            message:
                f"Drawing {plot.name} for the universes from {portion.store}"
            script:
                "../scripts/plot_universes.py"
