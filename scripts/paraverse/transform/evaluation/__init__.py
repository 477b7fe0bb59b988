"""Compute the results of a transformation graph.

`computation` computes nodes when something needs them and releases their results afterwards;
`profile` records what happens to each node, and `lazy` handles arrays larger than the memory. Three
functions use them:

- `evaluate.evaluate` takes a configuration and data, as `paraverse.transform.evaluate`.
- `evaluate.run` takes a graph that has already been built, as in the jobs of universe plots.
- `recompute.run_to_store` also finds out how to recompute results that no file can hold, as needed
  in the jobs of multiverse plots.
"""
