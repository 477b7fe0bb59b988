"""The store: netCDF files with the universes of a sweep, one file for each batch."""

FORMAT = 3
"""Version of the file format. Files of other versions are not read but written anew."""
