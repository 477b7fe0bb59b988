"""The store: universes as netCDF files, one for each batch."""

FORMAT = 2
"""Version of the format. Stores of other versions are made again, never read."""
