"""The data behind figures: tagged results as netCDF files."""
