"""Targets that inspect a project and tidy it up."""


rule tree:
    log:
        "logs/tree.log",
    localrule: True
    message:
        "Printing the data tree"
    run:
        print_tree(plan, project)


rule graphs:
    log:
        "logs/graphs.log",
    localrule: True
    message:
        "Drawing the transformation of each plot"
    run:
        draw_graphs(plan, project)


rule gallery:
    input:
        lambda wildcards: gallery_inputs(plan),
    output:
        page=GALLERY,
        record="results/drawn/gallery.json",
    log:
        "logs/gallery.log",
    conda:
        "../envs/analysis.yaml"
    params:
        descriptions=lambda wildcards: gallery_dependencies(plan),
        content=lambda wildcards: gallery_content(plan, title=project.title),
        project=plan.folder,
    message:
        "Writing a page with all figures"
    script:
        "../scripts/gallery.py"


rule crate:
    input:
        lambda wildcards: crate_inputs(plan),
    output:
        CRATE,
    log:
        "logs/crate.log",
    localrule: True
    message:
        "Packing the figures, the configuration and the code into an RO-Crate"
    run:
        with project.entered():
            write_crate(plan)


rule parameter_table:
    input:
        [batch.store for batch in plan.batches],
    output:
        "results/parameters.csv",
    log:
        "logs/parameter_table.log",
    benchmark:
        "logs/benchmarks/parameter_table.tsv"
    conda:
        "../envs/analysis.yaml"
    params:
        *plan.parameter_table_depends_on.configuration,
        *plan.parameter_table_depends_on.code,
        upstream=lambda wildcards: plan.upstream(*(batch.store for batch in plan.batches)),
        job=plan.parameter_table_job,
        project=plan.folder,
    message:
        "Writing a table of all universes"
    script:
        "../scripts/parameter_table.py"


rule clean:
    log:
        "logs/clean.log",
    localrule: True
    params:
        orphans=lambda wildcards: orphans_of(workflow, plan, project),
        listed=lambda wildcards: orphans_of(workflow, plan, project) or ["there are none"],
    message:
        "Removing files that are no longer part of the project: {params.listed}"
    run:
        remove_orphans(params.orphans, project)
