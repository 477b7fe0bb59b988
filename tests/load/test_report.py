"""Reports name the item that is read."""

from __future__ import annotations

from paraverse.load.report import Note, prefixed


def test_prefixed__from_the_outside_in() -> None:
    messages: list[str] = []
    prefixed(prefixed(messages.append, "data.h5: "), "walk: ")("has no labels")
    assert messages == ["data.h5: walk: has no labels"]


def test_prefixed__notes_remain_notes() -> None:
    messages: list[str] = []
    report = prefixed(messages.append, "t.csv: ")
    report("has no labels")
    report(Note("empty text"))
    assert [isinstance(message, Note) for message in messages] == [False, True]
