"""Runs of Snakemake in a process that is ready for the next one."""

from __future__ import annotations

import codecs
import contextlib
import json
import os
import selectors
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from paraverse.base.printable import printable
from paraverse.watch.messages import Ended, Message, decode_message

_LIBRARY = Path(__file__).parents[2]


class Runs:
    """Runs of Snakemake on the project in the working directory, one after the other.

    Parameters
    ----------
    arguments
        Options of Snakemake.
    """

    def __init__(self, arguments: Sequence[str]) -> None:
        self._arguments = list(arguments)
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, plots: Sequence[str]) -> Iterator[Message | str]:
        """Run Snakemake.

        Parameters
        ----------
        plots
            The plots to draw; all if there are none.

        Yields
        ------
        Message or str
            The messages of the run, the last of which is `Ended`, and what its jobs print.
        """
        process = self.start()
        assert process.stdin is not None
        request = {"arguments": self._arguments, "plots": list(plots)}
        with contextlib.suppress(BrokenPipeError):  # the following lines find that it has ended
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
        for item in _read(process):
            yield item
            if isinstance(item, Ended):
                return
        self.stop()
        yield Ended(status=1)

    def start(self) -> subprocess.Popen[bytes]:
        """Start the process, unless it runs; return it."""
        if self._process is None or self._process.poll() is not None:
            self.stop()
            paths = filter(None, [str(_LIBRARY), os.environ.get("PYTHONPATH")])
            # A terminal then sends Ctrl-C to this process only, which ends the others
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "paraverse.watch.snakemake_process"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            )
        return self._process

    def stop(self) -> None:
        """End the process, with all that it has started; a run is interrupted."""
        if self._process is not None:
            try:
                self._process.communicate()
            except KeyboardInterrupt:
                self._process.kill()  # and all others end with it
                self._process.communicate()
            self._process = None


def _read(process: subprocess.Popen[bytes]) -> Iterator[Message | str]:
    """Iterate over what a run says, until it has ended and all that it printed was read."""
    assert process.stdout is not None
    assert process.stderr is not None
    messages, output = process.stdout.fileno(), process.stderr.fileno()
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    unfinished = b""
    ended: Ended | None = None
    is_open = True
    with selectors.DefaultSelector() as selector:
        for file in (messages, output):
            selector.register(file, selectors.EVENT_READ)
        while True:
            is_going_on = ended is None and is_open
            ready = {key.fd for key, _ in selector.select(None if is_going_on else 0)}
            if not is_going_on and output not in ready:
                break
            # What a job prints stands before the message that it has failed
            if output in ready:
                content = os.read(output, 1 << 16)
                if not content:
                    selector.unregister(output)
                elif text := decoder.decode(content):
                    yield printable(text)
            if messages in ready:
                content = os.read(messages, 1 << 16)
                is_open = bool(content)
                *lines, unfinished = (unfinished + content).split(b"\n")
                for message in map(decode_message, lines):
                    if isinstance(message, Ended):
                        ended = message
                    else:
                        yield message
    if ended is not None:
        yield ended
