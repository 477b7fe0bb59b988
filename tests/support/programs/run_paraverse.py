"""Run the program `paraverse`."""

import sys

from paraverse.commands.main import main

sys.exit(main())
