"""Logs of jobs: all messages go to the log of the rule, warnings and errors also to the run."""

from __future__ import annotations

import contextlib
import itertools
import logging
import shutil
import sys
import traceback
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from paraverse.base.checksums import noted_damage, remove_damaged
from paraverse.base.failed_jobs import forget_failure, record_failure
from paraverse.base.job_messages import JobMessages, are_printed_by_run, remove_messages
from paraverse.base.printable import printable
from paraverse.base.project_folder import about_folder
from paraverse.base.redirection import output_to
from paraverse.errors import DamagedFileError, ParaverseError

MIN_FREE = 1_000_000
"""Free bytes on the disk of the results. With fewer, an error is attributed to a full disk."""

_PACKAGES = frozenset({"site-packages", "dist-packages"})
"""Folders in which Python packages are installed."""


class _Formatter(logging.Formatter):
    """Escapes control characters, which terminals would interpret."""

    def format(self, record: logging.LogRecord) -> str:
        return printable(super().format(record))


class _Warnings(logging.Handler):
    """Collects warnings to the user that the run does not repeat by itself."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = printable(record.getMessage())
        is_repeated = getattr(record, "is_repeated", False) or message in self.messages
        if record.levelno == logging.WARNING and _is_for_users(record) and not is_repeated:
            self.messages.append(message)


def _is_for_users(record: logging.LogRecord) -> bool:
    """Return whether a message is from this library or from the user's code, not from a package."""
    if record.name.split(".")[0] == "paraverse":
        return True
    return record.name != "py.warnings" and not _PACKAGES.intersection(Path(_caller(record)).parts)


def _caller(record: logging.LogRecord) -> str:
    """Return the file that logged a message, while it is being logged.

    `logging` takes methods of other classes of loggers for the caller, and once dantro is
    imported, all new loggers are of its class.
    """
    logger = logging.getLogger(record.name)
    if type(logger).__module__ == "logging":
        return record.pathname
    frames = (frame for frame, _ in traceback.walk_stack(None))
    of_logger = itertools.dropwhile(lambda frame: frame.f_locals.get("self") is not logger, frames)
    callers = (frame for frame in of_logger if frame.f_locals.get("self") is not logger)
    return next((caller.f_code.co_filename for caller in callers), record.pathname)


@contextmanager
def job_log(
    path: str, inputs: Sequence[str] = (), *, depends_on: Iterable[str] = ()
) -> Iterator[None]:
    """Log to a file, and exit with a message if the job fails.

    Warnings and the error are also left for the run, see `paraverse.base.job_messages`. If no run
    prints them, they are printed here.

    Parameters
    ----------
    path
        The log file. It gets all that the job prints, and the traceback of any error; elsewhere, a
        traceback is printed only for errors that the user cannot correct, and only if no run prints
        the messages.
    inputs
        Files of the store and of results that the job reads. If the job finds that one is damaged,
        all that are damaged are removed, so that the next run makes them again.
    depends_on
        What the outputs depend on, which is recorded if the job fails.
    """
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(b"")
    remove_messages(path)
    forget_failure(path)
    is_silent = are_printed_by_run()
    warnings = _Warnings()
    to_terminal = _log_to(path, warnings, is_silent=is_silent)
    with contextlib.ExitStack() as stack:
        if is_silent:
            stack.enter_context(output_to(path))
        damage = stack.enter_context(noted_damage())
        error = ""
        try:
            yield
            if damage:
                raise damage[0]
        except Exception as raised:
            to_terminal.setLevel(logging.CRITICAL)
            logging.exception("failed")
            record_failure(path, depends_on)
            error = _explain(raised, damage, inputs)
            if not error and not is_silent:
                error = _describe(raised)
                raise
            error = error or _describe(raised)
            sys.exit(1 if is_silent else about_folder(f"{error}\n(details in {path})"))
        finally:
            logging.shutdown()
            JobMessages(error=error, warnings=tuple(warnings.messages)).write(path)


def _log_to(path: str, warnings: logging.Handler, *, is_silent: bool) -> logging.Handler:
    """Let all loggers write to a log; return the handler that writes to the terminal."""
    # Other processes may write to the end of the file, too
    to_file = logging.FileHandler(path, mode="a", encoding="utf-8")
    to_file.setFormatter(_Formatter("%(asctime)s %(levelname)s %(message)s"))
    to_terminal = logging.StreamHandler()
    to_terminal.setLevel(logging.CRITICAL if is_silent else logging.WARNING)
    to_terminal.addFilter(_is_for_users)
    to_terminal.setFormatter(_Formatter("%(levelname)s: %(message)s"))
    handlers: list[logging.Handler] = [to_file, to_terminal, warnings]
    logging.basicConfig(level=logging.INFO, handlers=handlers, force=True)
    logging.captureWarnings(True)
    return to_terminal


def _explain(error: Exception, damage: Sequence[DamagedFileError], inputs: Sequence[str]) -> str:
    """Return the message of an error that the user can correct; empty for any other."""
    if damage or isinstance(error, ParaverseError):
        return f"{printable(str(error))}{_remove_damaged(error, damage, inputs)}"
    if _disk_is_full():
        # netCDF calls it "Permission denied" or "HDF error"
        return f"No space left for results/: {error}"
    return ""


def _describe(error: Exception) -> str:
    """Return the message of an error that may be one of the user's code or of this library."""
    return printable(f"{type(error).__name__}: {error}")


def _remove_damaged(
    error: Exception, damage: Sequence[DamagedFileError], inputs: Sequence[str]
) -> str:
    """Remove damaged inputs if the job has found any; return what to add to its error."""
    lines = [str(first) for first in damage[:1] if str(first) not in str(error)]
    if damage and (removed := remove_damaged(inputs)):
        lines.append(f"Deleted, so that the next run makes it again: {', '.join(removed)}")
    return "".join(f"\n{line}" for line in lines)


def _disk_is_full() -> bool:
    folder = Path("results")
    return folder.exists() and shutil.disk_usage(folder).free < MIN_FREE
