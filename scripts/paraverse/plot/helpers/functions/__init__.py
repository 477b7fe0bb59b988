"""The helpers that can be configured in the section `helpers` of a plot."""
