"""Store → the data behind each multiverse figure, and what several of them share."""

# For the plot `mean_random_walk`, for example:
#
#     rule transform__mean_random_walk:
#         input:
#             stores=["results/universes/seed~0_max_step_size~0.1.nc", …],
#             nodes=["results/nodes/data.random_walk-1a2b3c4d.nc"],
#             sweep=[],
#         output: "results/data/mean_random_walk.nc"
#         log: "logs/transform/mean_random_walk.log"
for plot in plan.plot_transformations:

    rule:
        name:
            plot.rule
        input:
            stores=plot.stores,
            nodes=plot.nodes,
            sweep=plot.sweep,
        output:
            f"results/data/{plot.name}.nc",
        log:
            f"logs/transform/{plot.name}.log",
        benchmark:
            f"logs/benchmarks/transform/{plot.name}.tsv"
        conda:
            "../envs/analysis.yaml"
        resources:
            mem_mb=plan.mem_mb,
        params:
            *plot.depends_on.configuration,
            *plot.depends_on.code,
            upstream=plan.upstream(*plot.inputs),
            job=plot.job,
            origin=provenance.of_data(plot),
            project=plan.folder,
        message:
            f"Transforming the data of {plot.name}"
        script:
            "../scripts/transform.py"


# For the field `data/random_walk`, which two plots combine, for example:
#
#     rule node__data.random_walk-1a2b3c4d:
#         input:
#             stores=["results/universes/seed~0_max_step_size~0.1.nc", …],
#             nodes=[],
#             sweep=[],
#         output: "results/nodes/data.random_walk-1a2b3c4d.nc"
#         log: "logs/nodes/data.random_walk-1a2b3c4d.log"
for node in plan.node_jobs:

    rule:
        name:
            node.rule
        input:
            stores=node.stores,
            nodes=node.nodes,
            sweep=node.sweep,
        output:
            f"results/nodes/{node.name}.nc",
        log:
            f"logs/nodes/{node.name}.log",
        benchmark:
            f"logs/benchmarks/nodes/{node.name}.tsv"
        conda:
            "../envs/analysis.yaml"
        resources:
            mem_mb=plan.mem_mb,
        params:
            *node.depends_on.configuration,
            *node.depends_on.code,
            upstream=plan.upstream(*node.inputs),
            job=node.job,
            origin=provenance.of_data(node),
            project=plan.folder,
        message:
            f"Computing {node.name}, for the plots that need it"
        script:
            "../scripts/transform.py"
