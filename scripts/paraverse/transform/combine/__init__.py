"""Combine a field of many universes over the parameter space.

`field.combine_field` combines a field as its configuration specifies. By default, `dense` puts the
arrays of all universes into one array, with gaps where a universe is missing:

1. `single` evaluates the field in one universe.
2. `summary` examines the field in all universes before any of them is read completely, to find
   `blocks` of similar universes, the joined labels, the dtype, and whether there are gaps.
3. `dense` reads the blocks into an array, or lazily if that would be too large; `values` reads.

`alignment` compares and joins the indexes of arrays, `nearest` those that differ by rounding, and
`coordinates` combines all other coordinates. What differs between universes and may mislead is
found by `labels`, `precision` and `paraverse.store.common_attributes`, and reported by `conflicts`.
`parameter_values` turns the values of swept parameters into labels.
"""
