"""Reports name the item that is read."""

from __future__ import annotations

from paraverse.load.report import prefixed


def test_prefixed__from_the_outside_in() -> None:
    messages: list[str] = []
    prefixed(prefixed(messages.append, "data.h5: "), "walk: ")("has no labels")
    assert messages == ["data.h5: walk: has no labels"]
