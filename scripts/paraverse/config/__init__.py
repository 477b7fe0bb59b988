"""The configuration and the plots of a project: models of their keys, reading and checks."""
