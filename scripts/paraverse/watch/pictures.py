"""Figures in formats that browsers display."""

from __future__ import annotations

import functools
import io
import threading
from pathlib import Path
from typing import NamedTuple

_WIDTH = 1600
"""The width of a figure that is not displayed as it is, in pixels."""

_MIME_TYPES = {
    ".apng": "image/apng",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".mp4": "video/mp4",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webm": "video/webm",
    ".webp": "image/webp",
}

_PDFIUM = threading.Lock()
"""PDFium cannot be used by several threads at once."""


class BrowserPicture(NamedTuple):
    """The content of a file for a browser, and its MIME type."""

    content: bytes
    mime_type: str


def picture_of(path: str, version: str) -> BrowserPicture | None:
    """Return a figure for a browser.

    Parameters
    ----------
    path
        The file of the figure. Of a PDF file, the first page is rendered.
    version
        A string that changes with the content.

    Returns
    -------
    BrowserPicture or None
        The picture; None if browsers do not display the format.

    Raises
    ------
    OSError, ValueError
        If the file cannot be read.
    """
    kind = Path(path).suffix.lower()
    if kind in _MIME_TYPES:
        return BrowserPicture(Path(path).read_bytes(), _MIME_TYPES[kind])
    if kind == ".pdf":
        return BrowserPicture(_render_first_page(path, version), "image/png")
    return None


@functools.lru_cache(maxsize=100)
def _render_first_page(path: str, version: str) -> bytes:
    import pypdfium2

    written = io.BytesIO()
    with _PDFIUM:
        try:
            with pypdfium2.PdfDocument(path) as document:
                page = document[0]
                page.render(scale=_WIDTH / page.get_width()).to_pil().save(
                    written, "png", compress_level=1
                )
        except pypdfium2.PdfiumError as error:
            raise ValueError(f"{path} is not a PDF file: {error}") from error
    return written.getvalue()
