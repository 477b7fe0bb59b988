"""Jobs as plain data: everything that their scripts need besides input and output files.

Snakemake compares only built-in types between runs, so it does not compare jobs. The plan
therefore passes `params` with each job, which state what its results depend on.

Every process that hands its script to the fork server imports these modules, so they import
little.
"""
