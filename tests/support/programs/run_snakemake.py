"""Run the program `snakemake`."""

import sys

from snakemake.cli import main

sys.argv[0] = "snakemake"
sys.exit(main())
