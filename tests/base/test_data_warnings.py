"""Warnings about data reach the log and whoever collects them."""

from __future__ import annotations

import pytest

from paraverse.base.data_warnings import collect_data_warnings, warn_about_data


def test_warn_about_data__logs_and_collects_once(caplog: pytest.LogCaptureFixture) -> None:
    warn_about_data("before")
    with collect_data_warnings() as messages:
        warn_about_data("units differ")
        warn_about_data("units differ")
    warn_about_data("after")
    assert messages == ["units differ"]
    assert [record.levelname for record in caplog.records] == ["WARNING"] * 4


def test_collect_data_warnings__inner_contexts_have_their_own() -> None:
    with collect_data_warnings() as outer:
        with collect_data_warnings() as inner:
            warn_about_data("x: units differ")
        warn_about_data("y: units differ")
    assert (inner, outer) == (["x: units differ"], ["y: units differ"])
