"""Print the oldest version of each dependency that a pyproject.toml allows, as a requirement."""

import re
import sys
import tomllib
from pathlib import Path

project = tomllib.loads(Path(sys.argv[1]).read_text())["project"]
groups = ("plots", "operations", "formats")
optional = [text for group in groups for text in project["optional-dependencies"][group]]
for text in sorted({*project["dependencies"], *optional}):
    match = re.match(r"(?P<package>[^>]+)>=(?P<version>[\d.]+)", text)
    print("{package}=={version}".format(**match.groupdict()))
