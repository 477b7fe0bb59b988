"""Universe folders → store: one netCDF file for each batch of universes."""


rule convert:
    input:
        lambda wildcards: plan.convert_inputs(wildcards.batch),
    output:
        "results/universes/{batch}.nc",
    log:
        "logs/convert/{batch}.log",
    conda:
        "../envs/analysis.yaml"
    params:
        tracked=lambda wildcards: plan.convert_tracked(wildcards.batch),
        job=lambda wildcards: plan.convert_job(wildcards.batch),
    message:
        "Converting the universes from {wildcards.batch}"
    script:
        "../scripts/convert.py"
