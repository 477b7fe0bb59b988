"""Checks of a project before anything runs.

Each check is a function that takes what it checks and yields a `Problem` for everything that is
wrong; `paraverse.plan.checks.project` calls all of them.
"""
