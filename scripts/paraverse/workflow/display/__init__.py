"""The output of a run: a line for each job or for many, the failures, and what a dry run would do.

Snakemake prints several lines for each job, and each failure two or three times. In a run of the
Snakefile of this repository, its handler of log messages for the terminal is replaced. Its log file
in `.snakemake/log` contains everything.
"""
