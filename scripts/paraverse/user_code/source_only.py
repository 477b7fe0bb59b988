"""Import modules of a project from their source, never from compiled files.

Python compiles a module again only if the size of its source or its modification time in seconds
differs. After a restored backup, or two edits within a second, it would run the code of before,
although the plan states the code of now.
"""

from __future__ import annotations

import functools
import hashlib
import sys
import sysconfig
from importlib.machinery import (
    BYTECODE_SUFFIXES,
    EXTENSION_SUFFIXES,
    SOURCE_SUFFIXES,
    ExtensionFileLoader,
    FileFinder,
    SourceFileLoader,
    SourcelessFileLoader,
)
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING

from paraverse.base.late_changes import note_source

if TYPE_CHECKING:
    from _typeshed.importlib import PathEntryFinderProtocol

_LIBRARY = Path(__file__).parents[2]
_INSTALLED = [_LIBRARY, *(Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib"))]
"""Folders of modules that do not change between runs, besides those named `site-packages`."""


class SourceOnlyLoader(SourceFileLoader):
    """A loader that neither reads nor writes compiled files."""

    source_digest = b""
    """A digest of the source from which the module was compiled."""

    def has_changed(self) -> bool:
        """Return whether the file has other content than when the module was compiled."""
        try:
            return _digest(self.get_data(self.path)) != self.source_digest
        except OSError:
            return True

    def get_code(self, fullname: str) -> CodeType:
        """Return the code of a module, compiled from its source."""
        path = self.get_filename(fullname)
        source = self.get_data(path)
        note_source(path)
        self.source_digest = _digest(source)
        return self.source_to_code(source, path)


def _digest(source: bytes) -> bytes:
    return hashlib.blake2b(source, digest_size=16).digest()


_find_in = FileFinder.path_hook(
    (ExtensionFileLoader, EXTENSION_SUFFIXES),
    (SourceOnlyLoader, SOURCE_SUFFIXES),
    (SourcelessFileLoader, BYTECODE_SUFFIXES),
)


def _finder(folder: str) -> PathEntryFinderProtocol:
    if _is_installed(folder):
        raise ImportError(f"{folder} belongs to an installed package.")
    return _find_in(folder)


def _is_installed(folder: str) -> bool:
    path = Path(folder)
    return not {"site-packages", "dist-packages"}.isdisjoint(path.parts) or any(
        path.is_relative_to(installed) for installed in _INSTALLED
    )


@functools.cache
def import_from_source_only() -> None:
    """Let this process import all modules, except for installed ones, from their source."""
    sys.path_hooks.insert(0, _finder)
    for folder in [folder for folder in sys.path_importer_cache if not _is_installed(folder)]:
        del sys.path_importer_cache[folder]
