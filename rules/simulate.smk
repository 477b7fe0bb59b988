"""Universe folders, if the workflow simulates: each with data.h5, params.yml and sim.log."""

simulation = plan.simulation

if simulation and not simulation.settings.rule:  # of the workflow around a module

    rule simulate:
        input:
            project.files(simulation.inputs),
        output:
            project.files(simulation.outputs),
        log:
            "logs/simulate/{universe}.log",
        benchmark:
            "logs/benchmarks/simulate/{universe}.tsv"
        conda:
            "../envs/simulate.yaml"
        params:
            *simulation.depends_on.configuration,
            *simulation.depends_on.code,
            job=lambda wildcards: simulation.single_job(wildcards.universe),
            project=plan.folder,
        message:
            "Simulating {wildcards.universe}"
        script:
            "../scripts/simulate.py"

    # With `batch_size`, a job for several of the universes that this run simulates. For example:
    #
    #     rule simulate_batch__1a2b3c4d:
    #         output: ["data/seed~0/data.h5", "data/seed~0/sim.log", "data/seed~1/data.h5", …]
    #         log: ["logs/simulate/seed~0.log", "logs/simulate/seed~1.log", …]
    #
    # Its resources are those of the rule `simulate`.
    for batch in plan.simulation_batches:

        rule:
            name:
                batch.rule
            input:
                project.files(simulation.inputs),
            output:
                project.files(simulation.files(batch.universes)),
            log:
                *batch.logs,
            benchmark:
                f"logs/benchmarks/simulate/{batch.universes[0]}.tsv"
            conda:
                "../envs/simulate.yaml"
            params:
                *simulation.depends_on.configuration,
                *simulation.depends_on.code,
                job=lambda wildcards, batch=batch: simulation.batch_job(batch),
                project=plan.folder,
            message:
                f"Simulating {len(batch.universes)} universes from {batch.universes[0]}"
            script:
                "../scripts/simulate.py"


if simulation:

    rule write_parameter_space:
        output:
            project.file(simulation.parameter_space_copy),
        log:
            "logs/write_parameter_space.log",
        localrule: True
        conda:
            "../envs/simulate.yaml"
        params:
            simulation.parameter_space_digest,
            parameter_space=simulation.parameter_space,
            project=plan.folder,
        message:
            "Writing the parameter space beside the universes"
        script:
            "../scripts/write_parameter_space.py"
