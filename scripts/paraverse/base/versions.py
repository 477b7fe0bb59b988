"""Versions of what the jobs make.

Raise one when a change to this package changes results that existing projects already have: it is
what makes them again.
"""

VERSIONS = {"convert": 2, "transform": 1, "plot": 2, "gallery": 1}
