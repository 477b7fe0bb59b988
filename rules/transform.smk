"""Store → the data behind each multiverse figure."""

for plot in plan.multiverse_plots:

    rule:
        name:
            f"transform__{plot.rule}"
        input:
            stores=plot.stores,
            sweep=plan.sweep_store if plot.reads_sweep else [],
        output:
            plot.data,
        log:
            f"logs/transform/{plot.name}.log",
        conda:
            "../envs/analysis.yaml"
        params:
            *plot.transform_tracked,
            job=plot.transform,
        message:
            f"Transforming the data of {plot.name}"
        script:
            "../scripts/transform.py"
