"""Loading: find a simulation's files and turn them into a data tree."""
