"""The work of each script in `scripts/`, in a module of the same name."""
