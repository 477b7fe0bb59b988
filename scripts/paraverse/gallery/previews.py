"""Previews: pictures of figures in formats that browsers do not show in a page, such as PDF.

They are files beside the page, and only those of figures that have changed are drawn again.
"""

from __future__ import annotations

import functools
import itertools
import json
import logging
import os
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from paraverse.base.atomic import atomic_path
from paraverse.base.figure_record import FIGURES
from paraverse.base.versions import VERSIONS
from paraverse.errors import list_some

if TYPE_CHECKING:
    from PIL.Image import Image

log = logging.getLogger(__name__)

PREVIEWS = "previews"
"""Subfolder of ``results`` for the previews."""

_SOURCES = Path(".paraverse", "previews")
"""Folder with a file for each page: a digest of the figure that each preview was drawn from."""

_VIEWED_BY_BROWSERS = ("svg", "png", "webp", "jpg", "jpeg", "gif", "apng", "avif", "mp4", "webm")
"""Formats that need no preview."""

_PACKAGES = {"pdf": "pypdfium2", "tif": "PIL", "tiff": "PIL"}
"""The module that reads a format of which there are previews, by its file extension."""

_QUALITY = 80
"""Quality of WebP pictures: half the size of lossless ones, in a third of the time."""


class PreviewedFigure(NamedTuple):
    """A figure that needs a preview.

    Attributes
    ----------
    digest
        A digest of its content.
    width
        The width of the preview in pixels.
    """

    digest: str
    width: int


def preview_path(figure: str) -> str:
    """Return the path of the preview of a figure.

    Parameters
    ----------
    figure
        The file of the figure, below ``figures`` in the results.

    Returns
    -------
    str
        A WebP file at the same place below ``previews``.

    Examples
    --------
    >>> preview_path("results/figures/walks/sim_1.pdf")
    'results/previews/walks/sim_1.pdf.webp'
    """
    results, _, name = figure.partition(f"{FIGURES}/")
    return f"{results}{PREVIEWS}/{name}.webp"


def needs_preview(extension: str) -> bool:
    """Return whether the page shows a preview of figures in a format."""
    return extension in _PACKAGES


def viewed_format(formats: Sequence[str]) -> str | None:
    """Return the format of a figure that the page shows, or shows a preview of.

    Parameters
    ----------
    formats
        The formats of a figure, as file extensions.

    Returns
    -------
    str or None
        One of them; None if browsers show none of them and no preview can be drawn.
    """
    by_browsers = (kind for kind in formats if kind in _VIEWED_BY_BROWSERS)
    previewed = (kind for kind in formats if needs_preview(kind) and not missing_package(kind))
    return next(itertools.chain(by_browsers, previewed), None)


@functools.cache
def missing_package(extension: str) -> str | None:
    """Return the package that is needed to draw previews of a format, and is not installed.

    Parameters
    ----------
    extension
        The file format, such as ``pdf``.

    Returns
    -------
    str or None
        The name of the package; None if nothing is missing, or there are no previews of the format.
    """
    module = _PACKAGES.get(extension)
    if module is None or find_spec(module) is not None:
        return None
    return {"PIL": "pillow"}.get(module, module)


def update_previews(figures: Mapping[str, PreviewedFigure], page: str) -> list[str]:
    """Draw the previews of figures that are new or have changed.

    Parameters
    ----------
    figures
        The figures by path.
    page
        The page that shows them.

    Returns
    -------
    list of str
        The previews that exist now, in the order of the figures. A figure that cannot be read has
        none, and the log says so.
    """
    file = _SOURCES / f"{page}.json"
    before = _read_sources(file)
    sources: dict[str, str] = {}
    unreadable: dict[str, str] = {}
    for figure, (digest, width) in figures.items():
        preview = preview_path(figure)
        source = f"{VERSIONS['gallery']} {width} {digest}"
        if before.get(preview) != source or not os.path.exists(preview):
            try:
                _draw(figure, preview, width)
            except Exception as error:  # of libraries that meet a file they cannot read
                unreadable[figure] = str(error)
                continue
        sources[preview] = source
    if unreadable:
        first = next(iter(unreadable.values()))
        log.warning("There is no preview of %s: %s", list_some(list(unreadable)), first)
    _remove(path for path in before if path not in sources)
    with atomic_path(file) as partial:
        Path(partial).write_text(json.dumps(sources, indent=0), encoding="utf-8")
    return list(sources)


def _read_sources(file: Path) -> dict[str, str]:
    try:
        return dict(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def _remove(paths: Iterable[str]) -> None:
    for path in map(Path, paths):
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder.name == PREVIEWS or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()


def _draw(figure: str, preview: str, width: int) -> None:
    is_pdf = figure.endswith(".pdf")
    image = _first_page(figure, width) if is_pdf else _read_image(figure, width)
    with atomic_path(preview) as partial:
        image.save(partial, "webp", quality=_QUALITY, method=2)


def _first_page(path: str, width: int) -> Image:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        page = document[0]
        image: Image = page.render(scale=width / page.get_width()).to_pil()
        return image.copy()


def _read_image(path: str, width: int) -> Image:
    from PIL import Image

    with Image.open(path) as file:
        image = file.convert("RGB")
        return image.resize((width, max(1, round(image.height * width / image.width))))
