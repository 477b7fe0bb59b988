"""Foundations of all other packages: atomic files, digests, names, limits of memory."""
