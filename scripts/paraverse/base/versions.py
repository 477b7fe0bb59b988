"""Versions of the formats and of the code that write results."""

VERSIONS = {"convert": 5, "transform": 3, "plot": 10, "gallery": 4, "parameter_table": 1}
"""Version of the results of each kind of job. Raise it when a change to this package changes
results of existing projects, so that they are updated."""
