"""Earlier versions of a project's code."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.workflow.states import earlier_code
from paraverse.workflow.states.earlier_code import FILE, read_earlier_code, store_code
from support.plans import EXISTING, MakePlan

PLOT = """\
mean:
  creator: multiverse
  plot_func: facet_grid
  kind: line
  select_and_combine: {fields: {seeds: params/seed}}
  transform: [{own: !dag_tag seeds, tag: data}]
"""
CODE = "from paraverse import operation\n\n@operation\ndef own(x):\n    return x * 2\n"


def stored(plan: MakePlan, code: str) -> dict[str, str]:
    store_code(plan(PLOT, f"{EXISTING}operations: operations.py\n", more={"operations.py": code}))
    return dict(read_earlier_code())


def test_store_code__keeps_earlier_versions_without_comments(plan: MakePlan) -> None:
    stored(plan, CODE)
    texts = stored(plan, CODE.replace("x * 2", "x * 3  # more"))
    versions = [text for line, text in texts.items() if line.startswith("operation own ")]
    assert [text.splitlines()[-1] for text in versions] == ["    return x * 2", "    return x * 3"]


def test_store_code__drops_the_oldest(plan: MakePlan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(earlier_code, "MAX_VERSIONS", 3)
    for factor in (1, 2, 3, 1):
        texts = stored(plan, CODE.replace("x * 2", f"x * {factor}"))
    assert [text[-5:] for text in texts.values()] == ["x * 3", "x * 1", "ation"]


@pytest.mark.parametrize("content", ["", "[]", "{"])
def test_read_earlier_code__ignores_what_cannot_be_read(
    content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    FILE.parent.mkdir()
    FILE.write_text(content)
    assert read_earlier_code() == {}
