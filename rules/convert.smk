"""Universe folders → store: one netCDF file for each batch of universes, one for the sweep."""

conversion = plan.conversion
sweep = conversion.sweep


rule convert:
    input:
        lambda wildcards: project.files(conversion.inputs(wildcards.batch)),
    output:
        "results/universes/{batch}.nc",
    log:
        "logs/convert/{batch}.log",
    benchmark:
        "logs/benchmarks/convert/{batch}.tsv"
    conda:
        "../envs/analysis.yaml"
    resources:
        mem_mb=conversion.mem_mb,
    params:
        *conversion.depends_on.configuration,
        *conversion.depends_on.code,
        universes=lambda wildcards: conversion.universes_digest(wildcards.batch),
        files=lambda wildcards: conversion.files_digest(wildcards.batch),
        job=lambda wildcards: conversion.job(wildcards.batch),
        origin=lambda wildcards: provenance.of_store(wildcards.batch),
        project=plan.folder,
    message:
        "Converting the universes from {wildcards.batch}"
    script:
        "../scripts/convert.py"


if sweep.files:

    rule convert_sweep:
        output:
            "results/sweep.nc",
        log:
            "logs/convert_sweep.log",
        benchmark:
            "logs/benchmarks/convert_sweep.tsv"
        conda:
            "../envs/analysis.yaml"
        resources:
            mem_mb=sweep.mem_mb,
        params:
            *sweep.depends_on.configuration,
            *sweep.depends_on.code,
            files=sweep.files_digest,
            job=sweep.job,
            origin=provenance.of_store(None),
            project=plan.folder,
        message:
            "Converting the files of the whole sweep"
        script:
            "../scripts/convert.py"
