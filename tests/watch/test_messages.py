"""Messages of a run are lines."""

from __future__ import annotations

import pytest

from paraverse.watch.messages import (
    Ended,
    Failed,
    Locked,
    Message,
    Planned,
    RunNote,
    RunProblem,
    RunProgress,
    decode_message,
    encode_message,
)


@pytest.mark.parametrize(
    "message",
    [
        Planned(plots=["mean", "a/b"], data_dir="data", files=["x.py"], is_simulated=True),
        RunProgress(done=1, total=3),
        Failed(),
        RunProblem(text="two\nlines, and é"),
        RunNote(text=""),
        Locked(),
        Ended(status=-9),
    ],
)
def test_message__is_one_line_that_can_be_read(message: Message) -> None:
    line = encode_message(message)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert decode_message(line) == message
