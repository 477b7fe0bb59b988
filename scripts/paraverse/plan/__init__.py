"""Plan all jobs of a project, without running anything.

`paraverse.plan.build.make_plan` takes three steps, with a folder for each:

1. `reading`: the configuration, the universes and their parameter space, the plots with their
   transformations as graphs, and the Python functions that these refer to. The result is a
   `ProjectInputs`, plain data in which each file, graph and selection occurs once. A reader that
   can fail returns what it read together with its problems.
2. `checks`: functions of that data, which yield a `Problem` for everything that is wrong. If there
   are any problems, they are all raised at once.
3. `building`: turns a project without problems into a `Plan`: all jobs as plain data, which the
   rules of Snakemake render.
"""
