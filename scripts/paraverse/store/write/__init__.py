"""Write batches of universes to netCDF files."""
