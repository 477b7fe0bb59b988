"""Small galleries, and what is in their pages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Any

from paraverse.gallery.content import (
    GalleryBatch,
    GalleryContent,
    GalleryPlot,
    MultiverseFigure,
    UniverseFigures,
)
from paraverse.jobs.universe_files import SourceFile, UniverseFiles

VOID = {"meta", "img", "br", "input"}


class Page(HTMLParser):
    """The elements of a page with their attributes, its text, and its data."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.scripts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "script":
            self.scripts.append(data)
        else:
            self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def data(self) -> Any:
        return json.loads(self.scripts[0])


def universe(name: str, *values: Any, folder: str = "data", **more: Any) -> UniverseFiles:
    """Return a universe with one file."""
    file = SourceFile(path=f"{folder}/{name}/data.h5", target="data", loader="hdf5")
    return UniverseFiles(id=name, key=name, values=values or None, files=(file,), **more)


def batches(*universes: UniverseFiles, size: int = 100) -> tuple[GalleryBatch, ...]:
    """Return universes in batches of a size."""
    groups = [universes[start : start + size] for start in range(0, len(universes), size)]
    return tuple(
        GalleryBatch(
            name=group[0].id,
            store=f"results/universes/{group[0].id}.nc",
            universes=tuple(group),
        )
        for group in groups
    )


def multiverse_plot(
    name: str, *files: str, text: str = "a: {}", description: str = ""
) -> GalleryPlot:
    """Return a plot of all universes with one figure."""
    figure = MultiverseFigure(
        label="",
        files=files,
        record=f"results/drawn/multiverse/{name}.json",
        data=f"results/data/{name}.nc",
        log=f"logs/plot/{name}.log",
    )
    return GalleryPlot(
        name=name,
        description=description,
        text=text,
        file="config/plots.yaml",
        line=3,
        of_multiverse=(figure,),
    )


def universe_plot(
    name: str, universes: Sequence[GalleryBatch], formats: tuple[str, ...] = ("pdf",)
) -> GalleryPlot:
    """Return a plot of single universes."""
    return GalleryPlot(
        name=name,
        description="",
        text="a: {}",
        file="config/plots.yaml",
        line=1,
        of_universes=(universe_figures_of(name, universes, formats),),
    )


def universe_figures_of(
    name: str, universes: Sequence[GalleryBatch], formats: tuple[str, ...] = ("pdf",)
) -> UniverseFigures:
    """Return the figures of a plot of all universes in some batches."""
    return UniverseFigures(
        name=name,
        label="",
        folder=f"results/figures/{name}",
        formats=formats,
        universes={batch.name: tuple(u.id for u in batch.universes) for batch in universes},
    )


def gallery_of(
    *plots: GalleryPlot,
    universes: Sequence[GalleryBatch] = (),
    dimensions: dict[str, tuple[Any, ...]] | None = None,
    title: str = "A project",
    are_simulated: bool = False,
) -> GalleryContent:
    """Return the content of a gallery."""
    return GalleryContent(
        title=title,
        plots=plots,
        dimensions=dimensions or {},
        batches=tuple(universes),
        are_simulated=are_simulated,
    )
