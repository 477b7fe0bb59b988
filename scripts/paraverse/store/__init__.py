"""The store: universes as netCDF files, one for each batch."""
