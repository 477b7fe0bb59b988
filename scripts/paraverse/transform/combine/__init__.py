"""Combine a field of many universes over the parameter space."""
