"""Open files of the store and of results for reading."""

from __future__ import annotations

import json
import os
import weakref
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import h5py

from paraverse.base.checksums import CheckedFile
from paraverse.errors import LoadError
from paraverse.store import FORMAT
from paraverse.store.index import INDEX_NAME
from paraverse.store.lock import READ_LOCK


class StoredFile:
    """A file that `paraverse.store.write.new_file` created, open for reading.

    It is read with h5py, which can read from a Python object that compares everything with its
    checksum before HDF5 uses it. HDF5 itself may crash when it reads damaged bytes.

    It can be used as a context manager, which closes the file; otherwise the file is closed when
    the last reference to it is gone.

    Parameters
    ----------
    path
        Path of the file.

    Attributes
    ----------
    path
        Path of the file.
    size
        Number of bytes of its content.
    index
        Its index.

    Raises
    ------
    LoadError
        If the file cannot be opened, has no index, or has another format version.
    DamagedFileError
        If the file is damaged or cut off. All methods that read raise the error if what they read
        is damaged.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = str(path)
        self._variables: dict[str, h5py.Dataset] = {}
        with READ_LOCK:
            try:
                content = CheckedFile(path)
                self.size = content.seek(0, os.SEEK_END)
                self._file = h5py.File(content, "r")
            except OSError as error:
                raise LoadError(f"{path} cannot be opened: {error}") from error
            # HDF5 closes files that are still open when Python ends, and would crash, because it
            # needs Python objects for that
            self._close = weakref.finalize(self, _close, self._file, content)
            try:
                self.index = self._read_index()
            except BaseException:
                self._close()
                raise

    def __enter__(self) -> StoredFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._close()

    def variable(self, path: str) -> h5py.Dataset:
        """Return a variable, whose values are read when it is indexed.

        Parameters
        ----------
        path
            Path of the variable. The caller holds `READ_LOCK` while using it.

        Returns
        -------
        h5py.Dataset
            The variable.
        """
        if path not in self._variables:
            variable = self._file[path]
            _require_filters(variable)
            self._variables[path] = variable
        return self._variables[path]

    def text(self, path: str) -> str | None:
        """Return the text in a scalar variable.

        Parameters
        ----------
        path
            Path of the variable.

        Returns
        -------
        str or None
            The text; None if there is no such variable.
        """
        with READ_LOCK:
            return str(self._file[path].asstr()[()]) if path in self._file else None

    def _read_index(self) -> Mapping[str, Any]:
        try:
            index: dict[str, Any] = json.loads(self._file[INDEX_NAME].asstr()[()])
            version = index["format"]
        except (KeyError, TypeError, ValueError):
            raise LoadError(
                f"{self.path} was not written by paraverse. If it is in a folder of results, "
                "delete it and run snakemake."
            ) from None
        if version != FORMAT:
            raise LoadError(
                f"{self.path} has format {version}, and this version of paraverse reads {FORMAT}. "
                "The next run writes it again."
            )
        return index


def _require_filters(variable: h5py.Dataset) -> None:
    """Let h5py find the filters that come with netCDF4 if the variable needs one of them."""
    properties = variable.id.get_create_plist()
    filters = [properties.get_filter(number)[0] for number in range(properties.get_nfilters())]
    if not all(map(h5py.h5z.filter_avail, filters)):
        import netCDF4  # slow, and rarely needed for reading

        h5py.h5pl.prepend(os.fsencode(Path(netCDF4.__file__).parent / "plugins"))


def _close(file: h5py.File, content: CheckedFile) -> None:
    # Without `READ_LOCK`: this may be called while h5py holds its own lock
    file.close()
    content.close()
