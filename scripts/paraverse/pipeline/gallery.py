"""Write the gallery: a page with all figures of a project, and the previews that it shows."""

from __future__ import annotations

import os
from pathlib import Path

from paraverse.base.atomic import atomic_path
from paraverse.base.figure_record import FigureRecord
from paraverse.gallery.content import GalleryContent
from paraverse.gallery.figures import figures_to_preview
from paraverse.gallery.page import render_page
from paraverse.gallery.previews import update_previews


def write_gallery(content: GalleryContent, page: str, record: str) -> None:
    """Write the page and the previews; the page appears complete or not at all.

    Parameters
    ----------
    content
        What the page shows.
    page
        The HTML file. It has the same bytes for the same figures.
    record
        The file that lists the previews once all are drawn. Previews that an earlier job has drawn
        of the same figures stay as they are.
    """
    previews = update_previews(figures_to_preview(content.plots), page)
    text = render_page(content, os.path.dirname(page))
    with atomic_path(page) as partial:
        Path(partial).write_text(text, encoding="utf-8")
    FigureRecord.of(previews).write(record)
