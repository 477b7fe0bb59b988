"""Provenance in SVG and HTML files."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

from paraverse.provenance.carried import add_provenance, carrying
from paraverse.provenance.document import SharedDocument
from paraverse.provenance.formats.markup import embed_in_svg, find_in_markup
from paraverse.provenance.read import read_provenance
from support.carried_provenance import COMMON, save_carrying, save_movie

SVG = "{http://www.w3.org/2000/svg}"


def test_svg__is_valid_and_draws_the_same(tmp_path: Path) -> None:
    plain, carried = (ET.parse(path).getroot() for path in save_carrying("svg", tmp_path))
    assert carried[-1].tag == f"{SVG}metadata"
    carried.remove(carried[-1])
    assert ET.tostring(carried).strip() == ET.tostring(plain).strip()


def test_svg__after_another_program_has_written_the_element_its_way() -> None:
    payload = SharedDocument(COMMON).compress({})
    content = embed_in_svg(b"<svg></svg>", payload)
    other = content.replace(b"<metadata ", b"<metadata\n   class='a' ").replace(b'">', b'">\n  ')
    assert find_in_markup(other) == payload
    assert embed_in_svg(b"<html>", payload) == b"<html>"


def test_html__of_animations(tmp_path: Path) -> None:
    path = tmp_path / "walk.html"
    save_movie(path, "html")
    with carrying(SharedDocument(COMMON)):
        add_provenance(path, "walk")
    assert read_provenance(path)["figure"] == {"title": "walk"}
