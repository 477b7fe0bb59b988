"""Compute the nodes of a transformation graph."""
