"""Functions for the Snakefile besides the plan: start and end of a run, targets, the report."""
