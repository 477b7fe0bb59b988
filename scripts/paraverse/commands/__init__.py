"""The command ``paraverse``: a module for each of its commands."""
