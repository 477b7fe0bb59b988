"""Run the fork server of a run, in the process group of the run."""

import os
import sys

from paraverse.pipeline.forkserver.server import main

os.setpgid(0, int(sys.argv[1]))
main()
