"""One figure from its plot function to its files."""
