"""The helpers that a plot's configuration can name; each module registers its own."""
