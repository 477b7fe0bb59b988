"""A directive that shows the figures of a project, each with its configuration."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pypdfium2
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

PLOT = re.compile(r"((?:^#.*\n)*)^([\w./-]+):\n((?:^(?:[ \t].*)?\n)+)", re.MULTILINE)
"""A plot of a plots file: comments, its name, and indented lines."""


class PlotGallery(SphinxDirective):
    """``.. plot-gallery:: FOLDER``: the plots of a project, by the folders in their names.

    Figures that have not been drawn are left out.
    """

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return a section for each folder of plots."""
        project = Path(self.env.srcdir, self.arguments[0])
        sections: dict[str, nodes.section] = {}
        text = (project / "config" / "plots.yaml").read_text(encoding="utf-8")
        for comment, name, body in PLOT.findall(text):
            if name.startswith("."):
                continue
            group, _, short = name.rpartition("/")
            if group not in sections:
                sections[group] = _section(group)
            figure = self._picture(project, name)
            sections[group] += nodes.rubric(text=short.replace("_", " "))
            description = re.sub(r"^# ?", "", comment, flags=re.MULTILINE).strip()
            if description and not description.startswith("---"):
                sections[group] += nodes.paragraph(text=description)
            if figure is not None:
                sections[group] += nodes.image(uri=f"/{figure}", alt=name, width="70%")
            code = f"{name}:\n{body.rstrip()}"
            sections[group] += nodes.literal_block(code, code, language="yaml")
        return list(sections.values())

    def _picture(self, project: Path, name: str) -> str | None:
        """Return the path of a picture of the first figure of a plot, from the sources."""
        figures = project / "results" / "figures"
        found = next(_files(figures, name), None)
        if found is None:
            return None
        if found.suffix == ".pdf":
            found = _first_page(found, project / "results" / "pages")
        return found.relative_to(self.env.srcdir).as_posix()


def _section(group: str) -> nodes.section:
    section = nodes.section(ids=[nodes.make_id(f"plots {group}")])
    section += nodes.title(text=group.replace("_", " ").replace("/", ": ") or "Plots")
    return section


def _files(figures: Path, name: str) -> Iterator[Path]:
    for suffix in ("png", "svg", "pdf"):
        single = figures / f"{name}.{suffix}"
        if single.is_file():
            yield single
    for suffix in ("png", "svg", "pdf"):
        yield from sorted((figures / name).glob(f"*.{suffix}"))


def _first_page(pdf: Path, folder: Path) -> Path:
    picture = folder / pdf.relative_to(pdf.parents[1]).with_suffix(".png")
    picture.parent.mkdir(parents=True, exist_ok=True)
    page = pypdfium2.PdfDocument(pdf)[0]
    page.render(scale=2).to_pil().save(picture)
    return picture


def setup(app: Sphinx) -> Mapping[str, Any]:
    """Add the directive to Sphinx."""
    app.add_directive("plot-gallery", PlotGallery)
    return {"parallel_read_safe": True}
