"""Provenance: what figures and netCDF files say about how they were made."""
