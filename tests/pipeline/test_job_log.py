"""Logs of jobs."""

from __future__ import annotations

import logging
import os
import runpy
import shutil
import warnings
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from pathlib import Path

import pytest

from paraverse.base.checksums import CheckedFile, append_checksums
from paraverse.errors import DamagedFileError, LoadError
from paraverse.pipeline import job_log as module
from paraverse.pipeline.job_log import job_log


@pytest.fixture(autouse=True)
def root_logger() -> Iterator[None]:
    """Restore the handlers of the root logger, which `job_log` replaces."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    logging.captureWarnings(False)
    root.handlers[:] = handlers
    root.setLevel(level)


def test_job_log__writes_messages_and_shows_warnings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "logs" / "job.log"
    with job_log(str(file)):
        logging.info("a step")
        logging.warning("a universe is incomplete")
        warnings.warn("deprecated", stacklevel=1)
    text = file.read_text()
    assert "INFO a step" in text
    assert "WARNING a universe is incomplete" in text
    assert "deprecated" in text
    shown = capsys.readouterr().err
    assert "WARNING: a universe is incomplete" in shown
    assert "a step" not in shown


LOGGER_OF_A_PACKAGE = """
import logging

class OwnLogger(logging.Logger):
    def _log(self, *args, **kwargs):
        super()._log(*args, **kwargs)

logging.setLoggerClass(OwnLogger)
logging.getLogger("of_package").warning("of a package")
"""


def test_job_log__shows_warnings_of_users_whose_loggers_are_of_a_package(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = tmp_path / "site-packages" / "like_dantro.py"
    package.parent.mkdir()
    package.write_text(LOGGER_OF_A_PACKAGE)
    operations = tmp_path / "operations.py"
    operations.write_text("import logging; logging.getLogger('of_user').warning('of a user')")
    logger_class = logging.getLoggerClass()
    try:
        with job_log(str(tmp_path / "job.log")):
            runpy.run_path(str(package))
            runpy.run_path(str(operations))
    finally:
        logging.setLoggerClass(logger_class)
    assert capsys.readouterr().err == "WARNING: of a user\n"


def test_job_log__shows_no_traceback_of_errors_that_users_can_correct(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "job.log"
    message = r"data.h5 is broken\n\(details in .*job.log\)"
    with pytest.raises(SystemExit, match=message), job_log(str(file)):
        raise LoadError("data.h5 is broken")
    assert "Traceback" in file.read_text()
    assert "Traceback" not in capsys.readouterr().err


def test_job_log__lets_other_errors_pass(tmp_path: Path) -> None:
    file = tmp_path / "job.log"
    with pytest.raises(ZeroDivisionError), job_log(str(file)):
        1 / 0  # noqa: B018
    assert "ZeroDivisionError" in file.read_text()


def test_job_log__attributes_errors_to_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "results").mkdir()
    total = shutil.disk_usage(tmp_path).total
    monkeypatch.setattr(module, "MIN_FREE", total + 1)
    message = "No space left for results/: HDF error"
    with pytest.raises(SystemExit, match=message), job_log("job.log"):
        raise OSError("HDF error")


@pytest.mark.parametrize("is_caught", [True, False])
def test_job_log__removes_damaged_inputs(tmp_path: Path, is_caught: bool) -> None:
    sound, read, other = (tmp_path / name for name in ("sound.nc", "read.nc", "other.nc"))
    for path in (sound, read, other):
        path.write_bytes(b"content")
        append_checksums(path)
    os.truncate(read, 0)
    os.truncate(other, 10)
    inputs = [str(path) for path in (sound, read, other)]
    message = r"read.nc is empty.*\nDeleted, .*: .*read.nc, .*other.nc\n\(details in .*job.log\)"
    with (
        pytest.raises(SystemExit, match=message),
        job_log(str(tmp_path / "job.log"), inputs),
        suppress(DamagedFileError) if is_caught else nullcontext(),
    ):
        CheckedFile(read)
    assert [path.exists() for path in (sound, read, other)] == [True, False, False]


def test_job_log__an_error_that_does_not_name_the_damaged_file(tmp_path: Path) -> None:
    (tmp_path / "read.nc").touch()
    message = r"^odd\n.*read.nc is empty.*\n\(details in"

    def replace_error() -> None:
        try:
            CheckedFile(tmp_path / "read.nc")
        except DamagedFileError:
            raise ValueError("odd") from None

    with pytest.raises(SystemExit, match=message), job_log(str(tmp_path / "job.log")):
        replace_error()


def test_job_log__escapes_control_characters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def warn_and_fail() -> None:
        name = "sim\x1b[2J\r"
        logging.getLogger("x").warning("%s: is broken\nsee above", name)
        raise LoadError("broken: a\x1b[2J")

    with (
        pytest.raises(SystemExit, match=r"^broken: a\\x1b\[2J\n"),
        job_log(str(tmp_path / "job.log")),
    ):
        warn_and_fail()
    for text in (capsys.readouterr().err, (tmp_path / "job.log").read_text()):
        assert "\x1b" not in text
        assert "sim\\x1b[2J\\r: is broken\nsee above\n" in text
