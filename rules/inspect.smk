"""Looking at a project."""


rule tree:
    log:
        "logs/tree.log",
    localrule: True
    message:
        "The data tree"
    run:
        print_tree(plan)


rule gallery:
    input:
        lambda wildcards: gallery_files(plan),
    output:
        "results/gallery.html",
    log:
        "logs/gallery.log",
    conda:
        "../envs/gallery.yaml"
    params:
        tracked=lambda wildcards: gallery_tracked(plan),
        plots=lambda wildcards: gallery_plots(plan),
        title=Path.cwd().name,
    message:
        "All figures on one page"
    script:
        "../scripts/gallery.py"
