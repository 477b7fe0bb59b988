"""Combine a field of many universes over the parameter space.

`field.combine_field` does what the configuration of a field asks for. By default `dense` puts the
arrays of all universes into one array, with gaps where a universe is missing:

1. `single` evaluates the field in one universe.
2. `summary` looks at the field in all universes, before any of them is read as a whole: blocks of
   universes that are alike, the labels of all, the dtype, and whether there are gaps.
3. `dense` reads the blocks into an array, or lazily if that would be too large.

`alignment` compares and joins the labels of arrays.
"""
