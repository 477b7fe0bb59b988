"""Messages at the end of a run: figures, failures, incomplete universes, orphaned files."""
