"""Versions of what the jobs make.

Raise one when a change to this package changes results that existing projects already have: it is
what makes them again.
"""

VERSIONS = {"convert": 1, "transform": 1, "plot": 1, "gallery": 1}
