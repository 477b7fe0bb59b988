"""The universes of a sweep: its parameter space, their folders and files."""
