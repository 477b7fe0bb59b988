"""Read the configuration of a transformation into a graph that can be computed.

The configuration passes through these modules in turn:

1. `syntax` reads each section into a list of `steps.Step`, one for each node as written.
   `node_forms` reads the forms that a node can have; `hooks` prepares arguments of expressions.
2. `meta_operations` reads the operations that the configuration defines, and expands their uses.
3. `assembly` joins the steps of all sections, in the order of dantro, and replaces tags and
   relative references by `assembly.Reference`, the number of a step.
4. `nodes` orders the steps by their dependencies and merges equal ones: each becomes a `nodes.Node`
   with a key that depends on everything it is computed from.
5. `graph` holds the nodes and their tags, and all mistakes in the configuration.

`paraverse.transform.evaluation` computes a graph. Nothing here imports numpy or xarray: graphs are
built each time the Snakefile is parsed.
"""
