"""Parameters from binary files become the plain values that were meant."""

from __future__ import annotations

import numpy as np

from paraverse.load.plain_values import plain_values


def test_plain_values__numbers_text_and_lists() -> None:
    values = {
        "single": np.float32(0.3),
        "half": np.array([0.1], "f2"),
        "exact": np.float64(0.1) + 0.2,
        "count": np.uint64(2**63 + 1),
        "flag": np.bool_(True),
        "text": np.array(["x", b"y"], dtype=object),
        "fixed": np.bytes_(b"z"),
        "none": None,
    }
    plain = plain_values(values)
    assert plain == {
        "single": 0.3,
        "half": [0.1],
        "exact": 0.1 + 0.2,
        "count": 2**63 + 1,
        "flag": True,
        "text": ["x", "y"],
        "fixed": "z",
        "none": None,
    }
    assert all(type(v) in (float, list, int, bool, str, type(None)) for v in plain.values())


def test_plain_values__leaves_out_what_no_parameter_is() -> None:
    record = np.zeros(2, [("a", "i4")])
    values = {"long": np.zeros(10**6), "record": record, "row": record[0], "object": object()}
    assert plain_values(values) == {}
