"""Results of transformations as netCDF files: the data behind each figure."""
