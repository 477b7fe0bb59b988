"""Documents: what figures carry, compressed."""

from __future__ import annotations

import json
import zlib

import numpy as np
import pytest

from paraverse.provenance.document import SCHEMA, SharedDocument, decompress, parse, to_json_text

COMMON = {"paraverse": "1.0", "schema": SCHEMA, "code": ["a" * 1000]}


def test_shared_document__has_what_concerns_one_figure_at_the_end() -> None:
    shared = SharedDocument(COMMON)
    first, second = shared.compress({"title": "⟨x⟩"}), shared.compress({"title": "b"})
    assert decompress(first) == {**COMMON, "figure": {"title": "⟨x⟩"}}
    assert decompress(second) == {**COMMON, "figure": {"title": "b"}}
    assert shared.compress({"title": "⟨x⟩"}) == first
    assert len(first) < 200


def test_to_json__takes_what_parameters_can_be() -> None:
    value = {"a": np.float64(0.5), "b": np.arange(2), "c": {2, 1}, "d": 1j, "e": (None, True)}
    assert json.loads(to_json_text(value)) == {
        "a": 0.5, "b": [0, 1], "c": [1, 2], "d": "1j", "e": [None, True],
    }  # fmt: skip


def test_decompress__refuses_what_is_damaged_or_something_else() -> None:
    payload = SharedDocument(COMMON).compress({})
    for wrong in (b"", b"text", payload[:-20], zlib.compress(b"[1]"), zlib.compress(b'{"a": 1}')):
        with pytest.raises(ValueError, match=r"."):
            decompress(wrong)


def test_parse__names_the_version_that_wrote_a_newer_document() -> None:
    newer = json.dumps({"paraverse": "9.1", "schema": SCHEMA + 1})
    with pytest.raises(ValueError, match=r"written by paraverse 9\.1"):
        parse(newer)
