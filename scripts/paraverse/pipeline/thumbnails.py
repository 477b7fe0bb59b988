"""Thumbnails: figures of any format as data URLs that a web page can display."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_DENSITY = 2
"""Pixels of an image for each CSS pixel, so that the image is sharp on any screen."""

_WIDTH = 560
"""The largest width of a figure on the page, in CSS pixels."""

_LARGEST = 4_000_000
"""The largest size, in bytes, of a file that is embedded as it is; larger ones are left out."""

_MIME_TYPES = {
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".apng": "image/apng",
    ".svg": "image/svg+xml",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
}
"""MIME types of the formats that browsers display without conversion, by file extension."""


@dataclass(frozen=True)
class Thumbnail:
    """The preview of a figure on a web page.

    Attributes
    ----------
    url
        A ``data:`` URL with the content.
    size
        Width and height on the page, in CSS pixels; None if they are unknown.
    """

    url: str
    size: tuple[int, int] | None = None

    @property
    def is_movie(self) -> bool:
        """True for movies, which need a player."""
        return self.url.startswith("data:video/")


def thumbnail(path: str | Path) -> Thumbnail | None:
    """Return a preview of a figure.

    Parameters
    ----------
    path
        The file of the figure. The preview of a PDF file is its first page.

    Returns
    -------
    Thumbnail or None
        The preview; None if the format cannot be displayed, or the file is too large.
    """
    path = Path(path)
    kind = path.suffix.lower()
    if kind in _MIME_TYPES:
        content = path.read_bytes()
        return Thumbnail(_url(_MIME_TYPES[kind], content)) if len(content) <= _LARGEST else None
    if kind == ".pdf":
        return _of_image(_first_page(path))
    if kind in (".png", ".jpg", ".jpeg", ".tif", ".tiff"):
        from PIL import Image

        with Image.open(path) as image:
            dots = image.info.get("dpi", (96 * _DENSITY,))[0]
            scale = 96 * _DENSITY / float(dots)
            return _of_image(image.convert("RGB"), scale)
    return None


def _first_page(path: Path) -> Image:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        image: Image = document[0].render(scale=96 * _DENSITY / 72).to_pil()
        return image.copy()


def _of_image(image: Image, scale: float = 1) -> Thumbnail:
    scale = min(scale, _WIDTH * _DENSITY / image.width)
    width, height = (max(1, round(scale * n)) for n in image.size)
    if scale < 1:
        image = image.resize((width, height), reducing_gap=3)
    written = io.BytesIO()
    image.save(written, "webp", lossless=True)
    size = round(width / _DENSITY), round(height / _DENSITY)
    return Thumbnail(_url("image/webp", written.getvalue()), size)


def _url(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
