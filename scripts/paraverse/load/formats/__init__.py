"""Loaders of files in all formats but HDF5."""
