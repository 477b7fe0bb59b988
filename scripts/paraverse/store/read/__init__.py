"""Read batches of universes from netCDF files."""
