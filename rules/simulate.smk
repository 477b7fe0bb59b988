"""Universe folders, if the workflow simulates: each with data.h5, params.yml and sim.log."""

if config.get("simulate"):

    rule simulate:
        input:
            *plan.simulate_inputs,
        output:
            *plan.simulate_outputs(),
        log:
            "logs/simulate/{universe}.log",
        conda:
            "../envs/simulate.yaml"
        params:
            *plan.simulate_dependencies.configuration,
            *plan.simulate_dependencies.code,
            job=lambda wildcards: plan.simulate_job(wildcards.universe),
        message:
            "Simulating {wildcards.universe}"
        script:
            "../scripts/simulate.py"

    rule write_parameter_space:
        input:
            plan.config.simulate.parameter_space,
        output:
            plan.parameter_space_file,
        log:
            "logs/write_parameter_space.log",
        localrule: True
        conda:
            "../envs/simulate.yaml"
        message:
            "Writing the parameter space beside the universes"
        script:
            "../scripts/write_parameter_space.py"
