"""Store → the data behind each multiverse figure, and what several of them share."""

for made in plan.transformations:

    rule:
        name:
            made.rule
        input:
            stores=made.stores,
            nodes=made.nodes,
            sweep=plan.sweep_store if made.reads_sweep else [],
        output:
            made.data,
        log:
            made.log,
        conda:
            "../envs/analysis.yaml"
        resources:
            mem_mb=plan.mem_mb,
        params:
            *made.rerun_if,
            job=made.job,
        message:
            made.message
        script:
            "../scripts/transform.py"
