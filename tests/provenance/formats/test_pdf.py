"""Provenance in PDF files."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from paraverse.provenance.document import SharedDocument
from paraverse.provenance.formats.pdf import embed_in_pdf, find_in_pdf
from support.carried_provenance import COMMON, pixels, save_carrying


def test_pdf__shows_the_same_and_keeps_its_title(tmp_path: Path) -> None:
    plain, carried = save_carrying("pdf", tmp_path)
    assert pixels(plain) == pixels(carried)
    assert carried.read_bytes().startswith(plain.read_bytes())
    document = pypdfium2.PdfDocument(carried)
    assert (len(document), document.get_metadata_value("Title")) == (1, "energy")
    assert b"/PieceInfo" in carried.read_bytes()


def test_pdf__with_a_catalog_that_is_not_simple(tmp_path: Path) -> None:
    plain, _ = save_carrying("pdf", tmp_path)
    # Of the same length, so that all positions stay
    content = plain.read_bytes().replace(b"/Type /Catalog", b"/Type/Catalog<", 1)
    payload = SharedDocument(COMMON).compress({})
    carried = embed_in_pdf(content, payload)
    assert b"%paraverse-provenance" in carried
    assert find_in_pdf(carried) == payload
    assert carried.endswith(content[content.rindex(b"startxref") :])


def test_pdf__carries_it_twice(tmp_path: Path) -> None:
    _, carried = save_carrying("pdf", tmp_path)
    payload = SharedDocument(COMMON).compress({"title": "other"})
    twice = embed_in_pdf(carried.read_bytes(), payload)
    assert len(pypdfium2.PdfDocument(twice)) == 1
    assert find_in_pdf(twice) == payload
    assert embed_in_pdf(b"other", payload) == b"other"


def test_find_in_pdf__after_another_program_has_written_the_dictionary_its_way() -> None:
    for entries in (
        b"/Length 4/Type/ParaverseProvenance",
        b"/Type /ParaverseProvenance\n/Length 4",
    ):
        content = b"%%PDF-1.4\n7 0 obj\n<<%b>>\nstream\r\ndata\nendstream" % entries
        assert find_in_pdf(content) == b"data"
