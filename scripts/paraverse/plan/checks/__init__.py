"""Checks of plots before anything runs."""
