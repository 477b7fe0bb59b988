"""Looking at a project: nothing is made."""


rule tree:
    log:
        "logs/tree.log",
    localrule: True
    message:
        "The data tree"
    run:
        print_tree(plan)
