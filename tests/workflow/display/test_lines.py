"""Lines of output, on a terminal and elsewhere."""

from __future__ import annotations

import contextlib
import io
import os

from paraverse.workflow.display.lines import Lines


def test_lines__are_plain_without_a_terminal() -> None:
    stream = io.StringIO()
    lines = Lines(stream, is_live=False, has_color=False)
    lines.show_status(lambda: "3 of 4")
    lines.update()
    lines.write("a line")
    lines.write_error("FAILED", "    why")
    lines.close()
    assert stream.getvalue() == "a line\nFAILED\n    why\n"


def test_lines__are_above_the_status_line_of_a_terminal() -> None:
    stream = io.StringIO()
    lines = Lines(stream, is_live=True, has_color=True)
    lines.show_status(lambda: "3 of 4")
    lines.update()
    lines.write("a line")
    assert stream.getvalue() == "\r\x1b[2K3 of 4\r\x1b[2Ka line\n3 of 4"
    lines.close()
    assert stream.getvalue().endswith("3 of 4\r\x1b[2K")


def test_lines__a_status_fits_into_one_line() -> None:
    stream = io.StringIO()
    lines = Lines(stream, is_live=True, has_color=True)
    lines.show_status(lambda: "x" * 1000)
    lines.update()
    lines.close()
    assert stream.getvalue().count("x") == 79


def test_lines__that_nobody_reads_stop_nothing() -> None:
    reading, writing = os.pipe()
    with open(writing, "w") as stream:
        os.close(reading)
        lines = Lines(stream, is_live=False, has_color=False)
        for _ in range(2):
            lines.write("a line")
        lines.close()
        with contextlib.suppress(BrokenPipeError):
            stream.close()
