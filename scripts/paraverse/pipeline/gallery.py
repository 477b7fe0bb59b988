"""An HTML page with all figures of a project, each beside the YAML of its plot.

The page is self-contained: it needs neither a network nor other files.
"""

from __future__ import annotations

import html
import itertools
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import quote

from paraverse.base.atomic import atomic_path
from paraverse.base.printable import printable
from paraverse.jobs import MAX_GALLERY_FIGURES, GalleryFigure, GalleryPlot
from paraverse.pipeline.thumbnails import thumbnail

_STYLE = """\
:root { color-scheme: light dark; --line: light-dark(#d8dee4, #3d444d);
  --back: light-dark(#f6f8fa, #161b22); --quiet: light-dark(#57606a, #9198a1); }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 80rem; margin: 0 auto;
  padding: 0 1rem 4rem; }
h1 { margin: 1.5rem 0 0.5rem; }
h2 { margin: 3rem 0 0; padding-bottom: 0.25rem; border-bottom: 1px solid var(--line); }
h3 { margin: 0; font-size: 1.1rem; }
h3 a { color: inherit; text-decoration: none; }
h3 a:hover { text-decoration: underline; }
nav { columns: 14rem; font-size: 0.9rem; }
nav ul { margin: 0 0 0.75rem; padding: 0; list-style: none; break-inside: avoid; }
article { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
  gap: 0.25rem 2rem; padding: 1.5rem 0; border-bottom: 1px solid var(--line); align-items: start; }
article > header { grid-column: 1 / -1; }
article p { margin: 0.25rem 0; color: var(--quiet); }
@media (max-width: 60rem) { article { grid-template-columns: minmax(0, 1fr); } }
figure { margin: 0 0 1rem; }
figure img, figure video { max-width: 100%; height: auto; background: white; }
figcaption, .place { font-size: 0.85rem; color: var(--quiet); overflow-wrap: anywhere; }
.several { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1rem; }
pre { margin: 0; padding: 0.75rem 1rem; overflow: auto; max-height: 36rem; font-size: 0.8rem;
  line-height: 1.45; background: var(--back); border: 1px solid var(--line); border-radius: 6px; }
"""

_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<nav aria-label="Plots">
{contents}
</nav>
</header>
<main>
{sections}
</main>
</body>
</html>
"""


def write_gallery(path: str | Path, title: str, plots: Sequence[GalleryPlot]) -> None:
    """Write the page; the file appears complete or not at all.

    Parameters
    ----------
    path
        The HTML file. It has the same bytes for the same figures.
    title
        Its title.
    plots
        The plots to show, grouped by the folders in their names.
    """
    folder = Path(path).parent
    groups = [(group, list(members)) for group, members in itertools.groupby(plots, key=_group_of)]
    page = _PAGE.format(
        title=_escape(title),
        style=_STYLE,
        contents="\n".join(_contents(group, members) for group, members in groups),
        sections="\n".join(_section(group, members, folder) for group, members in groups),
    )
    with atomic_path(path) as partial:
        Path(partial).write_text(page, encoding="utf-8")


def _group_of(plot: GalleryPlot) -> str:
    return plot.name.rpartition("/")[0]


def _anchor(name: str) -> str:
    return re.sub(r"[^\w.-]", "-", name)


def _contents(group: str, plots: Iterable[GalleryPlot]) -> str:
    heading = f'<li><strong><a href="#{_anchor(group)}/">{_title(group)}</a></strong>\n'
    links = "\n".join(
        f'<li><a href="#{_anchor(plot.name)}">{_title(plot.name.rpartition("/")[2])}</a>'
        for plot in plots
    )
    return f"<ul>\n{heading if group else ''}{links}\n</ul>"


def _title(name: str) -> str:
    return _escape(name.replace("_", " "))


def _section(group: str, plots: Iterable[GalleryPlot], folder: Path) -> str:
    heading = f'<h2 id="{_anchor(group)}/">{_title(group)}</h2>\n' if group else ""
    articles = "\n".join(_article(plot, folder) for plot in plots)
    return f"<section>\n{heading}{articles}\n</section>"


def _article(plot: GalleryPlot, folder: Path) -> str:
    anchor, name = _anchor(plot.name), _escape(plot.name)
    all_figures = [single for figure in plot.figures for single in _in_folder(figure)]
    selected = all_figures[: max(len(plot.figures), MAX_GALLERY_FIGURES)]
    figures = "\n".join(_figure(plot, figure, folder) for figure in selected)
    more = plot.count - len(plot.figures) + len(all_figures) - len(selected)
    rest = f'\n<p class="place">and {more} more</p>' if more else ""
    description = f"\n<p>{_escape(plot.description)}</p>" if plot.description else ""
    several = ' class="several"' if len(selected) > 1 else ""
    return f"""\
<article id="{anchor}">
<header><h3><a href="#{anchor}">{name}</a></h3>{description}</header>
<div><div{several}>
{figures}
</div>{rest}</div>
<div>
<pre tabindex="0" aria-label="YAML of {name}"><code>{_escape(plot.text)}</code></pre>
<p class="place">{_escape(plot.location)}</p></div>
</article>"""


def _in_folder(figure: GalleryFigure) -> Iterable[GalleryFigure]:
    """Return the figures in a folder, each with its files in all formats."""
    folder = Path(figure.files[0])
    if not folder.is_dir():
        return [figure]
    files = sorted(file for file in folder.iterdir() if file.is_file() and file.name[0] != ".")
    return [
        GalleryFigure(label=f"{figure.label} {name}".strip(), files=tuple(map(str, of_name)))
        for name, of_name in itertools.groupby(files, key=lambda file: file.stem)
    ]


def _figure(plot: GalleryPlot, figure: GalleryFigure, folder: Path) -> str:
    first, *_ = figure.files
    preview = next(filter(None, map(thumbnail, figure.files)), None)
    name = _escape(f"{plot.name} {figure.label}".strip())
    content = ""
    if preview is not None and preview.is_movie:
        content = f'<video src="{preview.url}" controls loop muted aria-label="{name}"></video>'
    elif preview is not None:
        size = 'width="{}" height="{}"'.format(*preview.size) if preview.size else ""
        image = f'<img src="{preview.url}" {size} loading="lazy" alt="{name}">'
        content = f'<a href="{_link(first, folder)}">{image}</a>'
    label = [_escape(figure.label)] if figure.label else []
    links = ", ".join(
        f'<a href="{_link(file, folder)}">{_escape(Path(file).suffix[1:])}</a>'
        for file in figure.files
    )
    caption = f"<figcaption>{' · '.join([*label, links])}</figcaption>"
    return f"<figure>{content}{caption}</figure>"


def _link(file: str, folder: Path) -> str:
    # A relative path could otherwise begin with a scheme, such as `javascript:`
    return _escape(quote(os.path.relpath(file, folder), safe="/~+="))


def _escape(text: str) -> str:
    """Return text for HTML, without characters that change what surrounds it."""
    return html.escape(printable(text))
