"""Logs of jobs: all messages go to the log file of the rule, warnings also to the terminal."""

from __future__ import annotations

import logging
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from paraverse.base.checksums import noted_damage, remove_damaged
from paraverse.base.printable import printable
from paraverse.errors import DamagedFileError, ParaverseError

MIN_FREE = 1_000_000
"""Free bytes on the disk of the results. With fewer, an error is attributed to a full disk."""


class _Formatter(logging.Formatter):
    """Escapes control characters, which terminals would interpret."""

    def format(self, record: logging.LogRecord) -> str:
        return printable(super().format(record))


@contextmanager
def job_log(path: str, inputs: Sequence[str] = ()) -> Iterator[None]:
    """Log to a file, and exit with a message if the job fails.

    Parameters
    ----------
    path
        The log file. It gets the traceback of any error; the terminal shows a traceback only for
        errors that the user cannot correct.
    inputs
        Files of the store and of results that the job reads. If the job finds that one is damaged,
        all that are damaged are removed, so that the next run makes them again.
    """
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(b"")
    # Other processes may write to the end of the file, too
    to_file = logging.FileHandler(path, mode="a", encoding="utf-8")
    to_file.setFormatter(_Formatter("%(asctime)s %(levelname)s %(message)s"))
    to_terminal = logging.StreamHandler()
    to_terminal.setLevel(logging.WARNING)
    to_terminal.setFormatter(_Formatter("%(levelname)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[to_file, to_terminal], force=True)
    logging.captureWarnings(True)
    with noted_damage() as damage:
        try:
            yield
            if damage:
                raise damage[0]
        except ParaverseError as error:
            to_terminal.setLevel(logging.CRITICAL)
            logging.exception("failed")
            message = printable(str(error))
            sys.exit(f"{message}{_remove_damaged(error, damage, inputs)}\n(details in {path})")
        except Exception as error:
            to_terminal.setLevel(logging.CRITICAL)
            logging.exception("failed")
            if damage:
                message = printable(str(error))
                sys.exit(f"{message}{_remove_damaged(error, damage, inputs)}\n(details in {path})")
            if _disk_is_full():
                # netCDF calls it "Permission denied" or "HDF error"
                sys.exit(f"No space left for results/: {error}\n(details in {path})")
            raise
        finally:
            logging.shutdown()


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
