"""Messages that jobs leave for the run."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.base.job_messages import (
    FOLDER,
    OUTPUT,
    JobMessages,
    are_printed_by_run,
    remove_messages,
)

LOG = "logs/plot/mean.log"


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_messages__are_read_as_they_were_written() -> None:
    messages = JobMessages(error="a\nb", warnings=("c",))
    messages.write(LOG)
    assert JobMessages.read(LOG) == messages
    assert JobMessages.read("logs/plot/other.log") == JobMessages()


def test_messages__leave_no_file_if_there_are_none() -> None:
    JobMessages(error="failed").write(LOG)
    JobMessages().write(LOG)
    assert not [path for path in FOLDER.rglob("*") if path.is_file()]


def test_messages__of_an_earlier_attempt_are_removed() -> None:
    JobMessages(error="failed").write(LOG)
    remove_messages(LOG)
    remove_messages(LOG)
    assert JobMessages.read(LOG) == JobMessages()


def test_messages__that_cannot_be_written_stop_no_job() -> None:
    JobMessages(error="failed").write(f"logs/{'x' * 250}.log")


@pytest.mark.parametrize("content", ["", "[1]", '{"unknown": 1}'])
def test_messages__that_cannot_be_read_are_none(content: str) -> None:
    JobMessages(error="failed").write(LOG)
    (FOLDER / f"{LOG}.json").write_text(content)
    assert JobMessages.read(LOG) == JobMessages()


def test_messages__are_printed_by_the_run_only_if_it_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(OUTPUT, raising=False)
    assert not are_printed_by_run()
    monkeypatch.setenv(OUTPUT, "snakemake")
    assert not are_printed_by_run()
    monkeypatch.setenv(OUTPUT, "paraverse")
    assert are_printed_by_run()
