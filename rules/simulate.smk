"""Universe folders, if the workflow simulates: each with data.h5, params.yml and sim.log."""

if plan.simulation:
    simulation = plan.simulation

    rule simulate:
        input:
            *simulation.inputs,
        output:
            *simulation.outputs,
        log:
            "logs/simulate/{universe}.log",
        conda:
            "../envs/simulate.yaml"
        params:
            *simulation.depends_on.configuration,
            *simulation.depends_on.code,
            job=lambda wildcards: simulation.job(wildcards.universe),
        message:
            "Simulating {wildcards.universe}"
        script:
            "../scripts/simulate.py"

    rule write_parameter_space:
        output:
            simulation.parameter_space_copy,
        log:
            "logs/write_parameter_space.log",
        localrule: True
        conda:
            "../envs/simulate.yaml"
        params:
            simulation.parameter_space_digest,
            parameter_space=simulation.parameter_space,
        message:
            "Writing the parameter space beside the universes"
        script:
            "../scripts/write_parameter_space.py"
