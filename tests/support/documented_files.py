"""Files that pages of the documentation show."""

from __future__ import annotations

import re
from pathlib import Path


def documented_files(page: Path) -> dict[str, str]:
    """Return the blocks of code of a page, by what the comment in their first line says."""
    blocks = re.findall(r"^```python\n# ([^\n]+)\n(.*?)^```$", page.read_text(), re.M | re.S)
    return dict(blocks)
