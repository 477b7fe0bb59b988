"""Earlier versions of a project's code, to show what has changed since a figure was drawn.

What a result depends on states the code by digests. The code behind them is stored when a run
starts, for all that the run may use.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from paraverse.base.atomic import atomic_path
from paraverse.plan.code_sources import code_sources
from paraverse.plan.plan import Plan

FILE = Path(".paraverse", "code.json")
"""The code by the line that stands for it, that which was used last at the end."""

MAX_VERSIONS = 1000
"""The number of versions of functions that are stored; the oldest are dropped."""


def store_code(plan: Plan) -> None:
    """Store the code that the results of a plan depend on, besides earlier versions of it.

    Parameters
    ----------
    plan
        The plan of a run.
    """
    earlier, current = read_earlier_code(), code_sources(plan)
    if current.items() <= earlier.items():
        return
    others = {line: source for line, source in earlier.items() if line not in current}
    newest = [*others.items(), *current.items()][-MAX_VERSIONS:]
    with atomic_path(FILE) as partial:
        Path(partial).write_text(json.dumps(dict(newest), indent=0), encoding="utf-8")


def read_earlier_code() -> Mapping[str, str]:
    """Read the code of earlier runs.

    Returns
    -------
    mapping of str to str
        The code by the line that stands for it in what results depend on; empty if there is none
        that can be read.
    """
    try:
        content = json.loads(FILE.read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
