"""Universe folders → store: one netCDF file for each batch of universes, one for the sweep."""


rule convert:
    input:
        lambda wildcards: plan.convert_inputs(wildcards.batch),
    output:
        "results/universes/{batch}.nc",
    log:
        "logs/convert/{batch}.log",
    conda:
        "../envs/analysis.yaml"
    resources:
        mem_mb=plan.mem_mb,
    params:
        *plan.convert_dependencies.configuration,
        *plan.convert_dependencies.code,
        universes=lambda wildcards: plan.universes_digest(wildcards.batch),
        small_files=lambda wildcards: plan.small_files_digest(wildcards.batch),
        job=lambda wildcards: plan.convert_job(wildcards.batch),
    message:
        "Converting the universes from {wildcards.batch}"
    script:
        "../scripts/convert.py"


if plan.sweep:

    rule convert_sweep:
        input:
            [file.path for file in plan.sweep],
        output:
            "results/sweep.nc",
        log:
            "logs/convert_sweep.log",
        conda:
            "../envs/analysis.yaml"
        resources:
            mem_mb=plan.mem_mb,
        params:
            *plan.sweep_dependencies.configuration,
            *plan.sweep_dependencies.code,
            job=plan.sweep_job,
        message:
            "Converting the files of the whole sweep"
        script:
            "../scripts/convert.py"
