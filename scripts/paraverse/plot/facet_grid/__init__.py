"""Kinds, encodings, facets and frames of `facet_grid`."""
