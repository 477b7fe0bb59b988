"""Looking at a project: nothing is made."""


rule tree:
    log:
        "logs/tree.log",
    localrule: True
    conda:
        "../envs/analysis.yaml"
    params:
        plan=plan,
    message:
        "The data tree"
    script:
        "../scripts/tree.py"
