"""The helpers that the section `helpers` of a plot can name."""
