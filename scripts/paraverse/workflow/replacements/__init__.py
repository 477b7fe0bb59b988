"""Methods of Snakemake that are replaced, listed in `paraverse.workflow.snakemake_internals`."""
