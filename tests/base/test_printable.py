"""Control characters in data do not reach terminals, logs and pages."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraverse.base.printable import printable, printable_line


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("\x1b[2J\x1b]0;title\x07", r"\x1b[2J\x1b]0;title\x07"),
        ("abc\u202etxt.exe", r"abc\u202etxt.exe"),
        ("a\u2028b\u200bc\x9bd\ud800", r"a\u2028b\u200bc\x9bd\ud800"),
        ("Größe, 数, é, 🦜, a b", "Größe, 数, é, 🦜, a b"),
    ],
)
def test_printable__escapes_what_others_interpret(text: str, escaped: str) -> None:
    assert printable(text) == printable_line(text) == escaped


def test_printable__keeps_lines_and_printable_line_does_not() -> None:
    assert printable("a\n\tb\rc") == "a\n\tb\\rc"
    assert printable_line("a\n\tb\rc") == r"a\n\tb\rc"


@given(st.text(st.characters(categories=["Cc", "Cf", "Cs", "L", "Zl", "Zp"])))
def test_printable_line__has_no_controls(text: str) -> None:
    line = printable_line(text)
    assert line.encode().decode() == line
    assert len(line.splitlines()) <= 1
    assert not any(unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs") for c in line)
    assert not any(unicodedata.bidirectional(c) in ("LRO", "RLO", "LRE", "RLE") for c in line)
