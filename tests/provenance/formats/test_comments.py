"""Provenance in PostScript and PGF files."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.provenance.formats.comments import embed_in_comments, find_in_comments
from support.carried_provenance import save_carrying


@pytest.mark.parametrize("kind", ["eps", "ps"])
def test_postscript__has_short_lines_and_ends_as_before(kind: str, tmp_path: Path) -> None:
    plain, carried = (path.read_bytes().splitlines() for path in save_carrying(kind, tmp_path))
    assert kind == "eps" or carried[-1] == plain[-1] == b"%%EOF"
    assert [line for line in carried if not line.startswith(b"%paraverse-")] == plain
    assert max(map(len, carried)) <= max(255, *map(len, plain))


def test_pgf__has_comments_at_the_end() -> None:
    content = embed_in_comments(b"\\endgroup%\n", b"payload")
    assert content.startswith(b"\\endgroup%\n%paraverse-provenance ")
    assert find_in_comments(content) == b"payload"
