"""Files that end with checksums of their content, which are compared when the content is read.

The content is divided into blocks, and whoever reads a part of a file reads and checks only the
blocks that the part lies in. HDF5 has checksums only for chunks of variables that are not strings
and for some of its own structures; here, nothing is left out. Programs that open such a file as
HDF5 ignore what follows the content.
"""

from __future__ import annotations

import contextlib
import io
import os
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from paraverse.errors import DamagedFileError

try:
    from isal.isal_zlib import crc32  # three times as fast as zlib's, with the same results
except ImportError:  # there are processors that it does not support
    from zlib import crc32

_BLOCK = 2**14
"""Bytes of a block. The checksums take a fraction of 4 / 2^14 of the content."""

_BUFFER = 16 * _BLOCK
"""Bytes to read at once from whole files: few enough to stay in the processor's cache."""

_MAX_CACHED = 64
"""Number of blocks that are kept in memory, since HDF5 reads its own structures in small pieces."""

_FOOTER = struct.Struct("<8sQI")
"""Format of the last bytes of a file: `_MARK`, the number of bytes of the content, and a checksum
of the blocks' checksums and of the bytes before itself."""

_MARK = b"CRC32\x00\x00\x01"

_noted: list[list[DamagedFileError]] = []
"""A list for each `noted_damage` that is active."""


def append_checksums(path: str | Path) -> None:
    """Append checksums to a file.

    Parameters
    ----------
    path
        The file, which has no checksums yet.
    """
    sums = bytearray()
    with open(path, "r+b") as file:
        buffer = memoryview(bytearray(_BUFFER))
        size = 0
        while count := file.readinto(buffer):
            sums += _checksums(buffer[:count])
            size += count
        sums += _FOOTER.pack(_MARK, size, 0)[:-4]
        file.write(sums + struct.pack("<I", crc32(sums)))


class CheckedFile(io.RawIOBase):
    """The content of a file with checksums, open for reading.

    Parameters
    ----------
    path
        The file.

    Raises
    ------
    OSError
        If the file cannot be opened.
    DamagedFileError
        If the file has no checksums, or has checksums that are damaged. All methods that read raise
        the error if what they read is damaged.
    """

    def __init__(self, path: str | Path) -> None:
        self._path = path
        self._position = 0
        self._cache: dict[int, bytes] = {}
        self._file = open(path, "rb")  # noqa: SIM115 (closed by `close`)
        try:
            self._size, self._sums = _read_checksums(self._file)
        except ValueError as error:
            self.close()
            raise self._damage(str(error)) from None

    def close(self) -> None:
        """Close the file."""
        if hasattr(self, "_file"):  # Python closes also an object whose file could not be opened
            self._file.close()
        super().close()

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def tell(self) -> int:
        """Return the position of the next byte to read."""
        return self._position

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Change the position of the next byte to read, and return it.

        Parameters
        ----------
        offset
            Number of bytes.
        whence
            What the offset is counted from: the start, the current position or the end of the
            content, as for other files.
        """
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._size}[whence]
        self._position = start + offset
        return self._position

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Read content into a buffer.

        Parameters
        ----------
        buffer
            The buffer.

        Returns
        -------
        int
            Number of bytes; fewer than the buffer holds only at the end of the content.

        Raises
        ------
        DamagedFileError
            If a block that contains bytes to be read does not have its checksum.
        """
        view = memoryview(buffer).cast("B")
        view = view[: max(0, self._size - self._position)]
        total = len(view)
        while view:
            number, offset = divmod(self._position, _BLOCK)
            if offset == 0 and len(view) > _BLOCK:
                count = len(view) - len(view) % _BLOCK
                self._read_blocks(number, view[:count])
            else:
                piece = self._cached_block(number)[offset : offset + len(view)]
                count = len(piece)
                view[:count] = piece
            self._position += count
            view = view[count:]
        return total

    def check(self) -> None:
        """Read everything.

        Raises
        ------
        DamagedFileError
            If a block does not have its checksum.
        """
        buffer = bytearray(_BUFFER)
        self.seek(0)
        while self.readinto(buffer):
            pass

    def _cached_block(self, number: int) -> bytes:
        if number not in self._cache:
            if len(self._cache) >= _MAX_CACHED:
                self._cache.clear()
            block = bytearray(min(_BLOCK, self._size - number * _BLOCK))
            self._read_blocks(number, memoryview(block))
            self._cache[number] = bytes(block)
        return self._cache[number]

    def _read_blocks(self, number: int, view: memoryview) -> None:
        """Read blocks that lie one behind another, and compare them with their checksums."""
        self._file.seek(number * _BLOCK)
        sums = b""
        for start in range(0, len(view), _BUFFER):
            blocks = view[start : start + _BUFFER]
            if self._file.readinto(blocks) < len(blocks):
                raise self._damage("is cut off")
            sums += _checksums(blocks)
        if sums != self._sums[4 * number : 4 * number + len(sums)]:
            raise self._damage("is damaged: its content does not have the checksums that it had")

    def _damage(self, what: str) -> DamagedFileError:
        error = DamagedFileError(
            f"{self._path} {what}. Delete it and run snakemake again, which makes it again."
        )
        for errors in _noted:
            errors.append(error)
        return error


@contextlib.contextmanager
def noted_damage() -> Iterator[list[DamagedFileError]]:
    """Note errors about damaged files, even those that are caught where they are raised.

    Operations of the user may catch all errors, and a fallback may replace the result of an
    operation that fails. The results would then be wrong.

    Yields
    ------
    list of DamagedFileError
        The errors so far.
    """
    errors: list[DamagedFileError] = []
    _noted.append(errors)
    try:
        yield errors
    finally:
        _noted.pop()


def remove_damaged(paths: Iterable[str | Path]) -> list[str]:
    """Remove the files that are damaged.

    Parameters
    ----------
    paths
        Files that `append_checksums` wrote checksums to. They are read as a whole.

    Returns
    -------
    list of str
        The paths of the files that were removed.
    """
    removed = []
    for path in map(str, paths):
        try:
            with CheckedFile(path) as file:
                file.check()
        except DamagedFileError:
            with contextlib.suppress(FileNotFoundError):  # another job was faster
                os.unlink(path)
            removed.append(path)
        except FileNotFoundError:
            continue
    return removed


def _read_checksums(file: BinaryIO) -> tuple[int, bytes]:
    """Return the size of the content and the blocks' checksums, or raise a ValueError."""
    end = file.seek(0, os.SEEK_END)
    if end == 0:
        raise ValueError("is empty")
    missing = "was not written by this version of paraverse, or is cut off"
    if end < _FOOTER.size:
        raise ValueError(missing)
    file.seek(end - _FOOTER.size)
    footer = file.read(_FOOTER.size)
    mark, size, checksum = _FOOTER.unpack(footer)
    length = end - _FOOTER.size - size
    if mark != _MARK:
        raise ValueError(missing)
    if length != 4 * -(-size // _BLOCK):
        raise ValueError("is damaged: it does not have the size that it had")
    file.seek(size)
    sums = file.read(length)
    if crc32(footer[:-4], crc32(sums)) != checksum:
        raise ValueError("is damaged: its list of checksums has changed")
    return size, sums


def _checksums(view: memoryview) -> bytes:
    """Return the checksums of blocks that lie one behind another."""
    sums = [crc32(view[start : start + _BLOCK]) for start in range(0, len(view), _BLOCK)]
    return struct.pack(f"<{len(sums)}I", *sums)
