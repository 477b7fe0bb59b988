"""The place for provenance in each format of figures.

Each module has two functions: one returns the content of a file with provenance in it, and the
other returns the provenance that is in a file. Provenance is a zlib stream. No module needs
matplotlib, as plot functions may write files by other means.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from paraverse.provenance.formats.comments import embed_in_comments, find_in_comments
from paraverse.provenance.formats.gif import embed_in_gif, find_in_gif
from paraverse.provenance.formats.jpeg import embed_in_jpeg, find_in_jpeg
from paraverse.provenance.formats.markup import embed_in_html, embed_in_svg, find_in_markup
from paraverse.provenance.formats.mp4 import embed_in_mp4, find_in_mp4
from paraverse.provenance.formats.pdf import embed_in_pdf, find_in_pdf
from paraverse.provenance.formats.png import embed_in_png, find_in_png


@dataclass(frozen=True)
class Format:
    """A format of figures that has a place for provenance.

    Attributes
    ----------
    embed
        Returns the content of a file with provenance in it, from both.
    find
        Returns the provenance in the content of a file; None if there is none.
    """

    embed: Callable[[bytes, bytes], bytes]
    find: Callable[[bytes], bytes | None]


_JPEG = Format(embed_in_jpeg, find_in_jpeg)
_MP4 = Format(embed_in_mp4, find_in_mp4)
_POSTSCRIPT = Format(embed_in_comments, find_in_comments)
_HTML = Format(embed_in_html, find_in_markup)

_PNG = Format(embed_in_png, find_in_png)

FORMATS = {
    "apng": _PNG,
    "eps": _POSTSCRIPT,
    "gif": Format(embed_in_gif, find_in_gif),
    "htm": _HTML,
    "html": _HTML,
    "jpeg": _JPEG,
    "jpg": _JPEG,
    "m4v": _MP4,
    "mov": _MP4,
    "mp4": _MP4,
    "pdf": Format(embed_in_pdf, find_in_pdf),
    "pgf": _POSTSCRIPT,
    "png": _PNG,
    "ps": _POSTSCRIPT,
    "svg": Format(embed_in_svg, find_in_markup),
}
"""The formats by the ending of files."""
