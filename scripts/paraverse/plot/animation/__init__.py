"""Animations: their configuration, and movies or files with their frames."""
