"""The Snakemake side of a run: what `rules/` imports besides the plan."""
