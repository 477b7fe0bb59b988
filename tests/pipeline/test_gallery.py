"""The page with all figures."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from PIL import Image

from paraverse.jobs import GalleryFigure, GalleryPlot
from paraverse.pipeline.gallery import write_gallery

VOID = {"meta", "img", "li", "link", "br"}


class Page(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for found, attributes in self.elements if found == tag]


def plot(name: str, *files: str, text: str = "a: {}", description: str = "") -> GalleryPlot:
    figures = (GalleryFigure(label="", files=files),)
    return GalleryPlot(
        name=name,
        description=description,
        text=text,
        location="config/plots.yaml:1",
        figures=figures,
        count=3,
    )


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Page:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "results" / "figures").mkdir(parents=True)
    Image.new("RGB", (300, 200), "red").save("results/figures/one~1.png", dpi=(300, 300))
    Path("results/figures/movie.mp4").write_bytes(b"movie")
    Path("results/figures/other.eps").write_bytes(b"%!PS")
    plots = [
        plot("kinds/line", "results/figures/one~1.png", text="a: <b>&amp; !dag_tag x"),
        plot("kinds/movie", "results/figures/movie.mp4", description='Moves "a lot" <i>'),
        plot("other", "results/figures/other.eps", "results/figures/one~1.png"),
    ]
    write_gallery("results/gallery.html", "A & B", plots)
    html = Path("results/gallery.html").read_text()
    write_gallery("results/gallery.html", "A & B", plots)
    assert Path("results/gallery.html").read_text() == html
    return Page(html)


def test_write_gallery__well_formed_and_escaped(page: Page) -> None:
    assert page.open == []
    assert "a: <b>&amp; !dag_tag x" in page.text
    assert 'Moves "a lot" <i>' in page.text
    assert not page.all("b")
    assert page.all("html")[0]["lang"] == "en"


def test_write_gallery__needs_nothing_from_elsewhere(page: Page) -> None:
    assert not page.all("script") + page.all("link")
    shown = [image["src"] or "" for image in page.all("img") + page.all("video")]
    assert [re.match(r"data:[^;]+", url)[0] for url in shown] == [  # type: ignore[index]
        "data:image/webp", "data:image/webp", "data:video/mp4",
    ]  # fmt: skip
    assert all(image["alt"] for image in page.all("img"))


def test_write_gallery__links_lead_to_anchors_and_files(page: Page, tmp_path: Path) -> None:
    anchors = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    links = [link["href"] or "" for link in page.all("a")]
    inside = {link[1:] for link in links if link.startswith("#")}
    assert inside == anchors >= {"kinds/", "kinds-line", "kinds-movie", "other"}
    files = {link for link in links if not link.startswith("#")}
    assert all((tmp_path / "results" / file).exists() for file in files)
    assert "figures/other.eps" in files


def test_write_gallery__says_how_many_figures_are_not_shown(page: Page) -> None:
    assert page.text.count("and 2 more") == 3


def test_write_gallery__images_have_the_size_of_the_figure(page: Page) -> None:
    assert page.all("img")[0]["width"] == "96"  # one inch


def test_write_gallery__control_characters_and_links_of_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("javascript:alert(1)").mkdir()
    path = "javascript:alert(1)/a#b?%41\u202e.eps"
    Path(path).write_bytes(b"%!PS")
    write_gallery("gallery.html", "T\x1b", [plot("p", path, description="gnp.\u202etxt")])
    text = Path("gallery.html").read_text()
    assert not any(character in text for character in "\x1b\u202e")
    assert r"gnp.\u202etxt" in text
    (link,) = [a["href"] or "" for a in Page(text).all("a") if "eps" in (a["href"] or "")]
    assert not link.startswith("javascript:")
    assert unquote(link) == path
