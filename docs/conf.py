"""The site of the documentation: `sphinx-build -W -c docs . site`, from the root of the repository.

The sources are the Markdown files of the repository, so that their links work there, too.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "docs" / "extensions")]

import paraverse  # noqa: E402

project = "paraverse"
author = "The paraverse developers"
release = version = paraverse.__version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
    "sphinxcontrib.mermaid",
    "from_code",
    "plot_gallery",
]
include_patterns = [
    "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "config/README.md", "docs/*.md",
    "docs/reference/*.md", "tests/benchmarks/README.md", "tests/fuzz/README.md",
]  # fmt: skip
exclude_patterns = ["site", "**/.venv"]
root_doc = "docs/index"
default_role = "py:obj"
html_theme = "furo"
myst_heading_anchors = 4
myst_fence_as_directive = ["mermaid"]
napoleon_google_docstring = False
autodoc_member_order = "bysource"
autodoc_typehints = "none"
