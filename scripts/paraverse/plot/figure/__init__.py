"""Drawing of a figure, from the call of its plot function to its files."""
