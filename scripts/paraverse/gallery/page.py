"""Render the page of the gallery: templates, styles and scripts with the data of a project."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jinja2

from paraverse.base.printable import printable
from paraverse.gallery.content import GalleryContent, GalleryPlot
from paraverse.gallery.figures import multiverse_figures, universe_figures
from paraverse.gallery.links import link
from paraverse.gallery.previews import missing_package
from paraverse.gallery.scalars import read_scalars
from paraverse.gallery.universes import dimensions_data, universes_data

_FOLDER = Path(__file__).parent / "templates"

_SCRIPTS = (
    "data", "filter", "state", "figures", "controls", "colors", "grid", "map", "parallel",
    "compare", "main", "areas",
)  # fmt: skip
"""The scripts of the page, in the order in which they run."""


def render_page(content: GalleryContent, folder: str) -> str:
    """Return the page.

    Parameters
    ----------
    content
        What it shows.
    folder
        The folder of the page, from which links start.

    Returns
    -------
    str
        HTML that needs no other files than those it links to. It is the same for the same figures,
        so that it does not show how long jobs took.
    """
    index_of = {
        universe.id: index
        for index, universe in enumerate(u for batch in content.batches for u in batch.universes)
    }
    of_universes = [figures for plot in content.plots for figures in plot.of_universes]
    figures = [universe_figures(plot, index_of, folder) for plot in of_universes]
    data = {
        "dimensions": dimensions_data(content.dimensions),
        "universes": universes_data(content, folder),
        "plots": figures,
        "scalars": read_scalars(content.plots, content.dimensions),
    }
    script = "\n".join(_read(f"scripts/{name}.js") for name in _SCRIPTS)
    script = f'"use strict";\n(() => {{\n{script}\n}})();\n'
    groups = itertools.groupby(content.plots, key=_group_of)
    return (
        _environment()
        .get_template("page.html.jinja")
        .render(
            title=content.title,
            groups=[
                (name, [_plot_context(plot, folder, list(content.dimensions)) for plot in plots])
                for name, plots in groups
            ],
            count=len(index_of),
            data=_as_json(data),
            style=_read("gallery.css"),
            script=script,
            script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
            missing_package=_missing_package(content),
        )
    )


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        finalize=_finalize,
    )
    environment.filters["anchor"] = lambda name: re.sub(r"[^\w./-]", "-", name)
    environment.filters["readable"] = lambda name: name.replace("_", " ")
    return environment


def _finalize(value: Any) -> Any:
    """Escape characters that change what surrounds them, in everything that is not marked safe."""
    is_safe = hasattr(value, "__html__")
    return printable(value) if isinstance(value, str) and not is_safe else value


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _as_json(data: Any) -> str:
    """Return data as JSON that can stand in an element `script`: nothing in it ends the element."""
    text = json.dumps(data, separators=(",", ":"), allow_nan=False)
    return re.sub("[<>&]", lambda match: f"\\u{ord(match[0]):04x}", text)


def _group_of(plot: GalleryPlot) -> str:
    return plot.name.rpartition("/")[0]


def _plot_context(plot: GalleryPlot, folder: str, dimensions: Sequence[str]) -> dict[str, Any]:
    return {
        "name": plot.name,
        "short_name": plot.name.rpartition("/")[2],
        "description": plot.description,
        "text": plot.text,
        "location": f"{plot.file}:{plot.line}",
        "file_url": link(plot.file, folder),
        "figures": multiverse_figures(plot, folder, dimensions),
        "of_universes": [figures.name for figures in plot.of_universes],
    }


def _missing_package(content: GalleryContent) -> str | None:
    """Return a package without which some figures have no preview."""
    formats = {kind for plot in content.plots for f in plot.of_universes for kind in f.formats}
    files = (file for plot in content.plots for f in plot.of_multiverse for file in f.files)
    formats |= {Path(file).suffix[1:] for file in files}
    return next(filter(None, map(missing_package, sorted(formats))), None)
