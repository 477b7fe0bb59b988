"""Figures of any format as what a web page can show, in the page itself."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_DENSITY = 2
"""Pixels of an image for each one of the page, so that it is sharp on any screen."""

_WIDTH = 560
"""Width that a figure has in the page at most."""

_LARGEST = 4_000_000
"""Bytes of a movie that is still put into the page."""

_KEPT = {
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".apng": "image/apng",
    ".svg": "image/svg+xml",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
}
"""Formats that browsers show as they are."""


@dataclass(frozen=True)
class Thumbnail:
    """What is shown of a figure.

    Attributes
    ----------
    url
        The content, as ``data:`` and so on.
    size
        Width and height in the page, if that is known.
    """

    url: str
    size: tuple[int, int] | None = None

    @property
    def is_movie(self) -> bool:
        """Whether it takes a player."""
        return self.url.startswith("data:video/")


def thumbnail(path: str | Path) -> Thumbnail | None:
    """Return what can be shown of a figure; None if nothing can.

    Parameters
    ----------
    path
        The file. Of PDF files the first page is shown.
    """
    path = Path(path)
    kind = path.suffix.lower()
    if kind in _KEPT:
        content = path.read_bytes()
        return Thumbnail(_url(_KEPT[kind], content)) if len(content) <= _LARGEST else None
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
