"""Descriptions in notebooks escape text that comes from data."""

from __future__ import annotations

import pandas as pd

from paraverse.explore.multiverse_text import multiverse_html, multiverse_text
from paraverse.load.members import Text
from paraverse.store.universe import Universe

HOSTILE = "<script>alert(1)</script>\x1b[2J"


def test_multiverse_html__escapes() -> None:
    text = multiverse_text({"a": [1]}, 1, incomplete=0, fields=[HOSTILE])
    page = multiverse_html(text, pd.DataFrame({"a": [HOSTILE]}, index=[HOSTILE]))
    universe = Universe({HOSTILE: Text("")}, HOSTILE, {"a": HOSTILE})
    for html in (page, universe._repr_html_()):
        assert "<script>" not in html
        assert "&lt;script&gt;" in html
    assert "\x1b" not in text
    assert "\x1b" not in universe._repr_html_()


def test_multiverse_text__lists_some_fields() -> None:
    text = multiverse_text({}, 1, incomplete=0, fields=[f"x{n}" for n in range(30)])
    assert text.endswith("x17\n    … (12 more)")
