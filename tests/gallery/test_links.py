"""Links from the page to files."""

from __future__ import annotations

import os
from urllib.parse import unquote_to_bytes

import pytest

from paraverse.gallery.links import link, quote_segments


@pytest.mark.parametrize(
    "path",
    [
        "javascript:alert(1)/a#b?%41&.pdf",
        'a"b<c>.pdf',
        "größe=1, 2.pdf",
        "a\u202eb.pdf",
        "a\\b.pdf",
    ],
)
def test_link__is_a_relative_path_in_ascii_that_leads_to_the_file(path: str) -> None:
    url = link(f"results/figures/{path}", "results")
    assert unquote_to_bytes(url) == f"figures/{path}".encode()
    assert url.isascii()
    assert not set(url) & set(":#?\"<>&'\\ ")


def test_link__to_a_file_elsewhere_climbs_from_the_folder() -> None:
    assert link("data/sim_1/data.h5", "results") == "../data/sim_1/data.h5"


def test_quote_segments__accepts_names_that_are_not_text() -> None:
    assert quote_segments(os.fsdecode(b"a\xff")) == "a%FF"
