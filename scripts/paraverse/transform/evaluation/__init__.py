"""Compute the results of a transformation graph.

`computation` computes nodes when something needs them and releases their results afterwards;
`profile` records what happens to each node, and `lazy` handles arrays larger than the memory. Three
functions use it:

- `evaluate.evaluate` takes a configuration and data, as `paraverse.transform.evaluate`.
- `evaluate.run` takes a graph that is built already, as the jobs of universe plots do.
- `recompute.run_to_store` also finds out how results that no file can hold are computed again, as
  the jobs of multiverse plots need.
"""
