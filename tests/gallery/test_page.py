"""The page of the gallery."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from paraverse.gallery import page as page_module
from paraverse.gallery.content import GalleryContent
from paraverse.gallery.page import render_page
from support.galleries import (
    Page,
    batches,
    gallery_of,
    multiverse_plot,
    universe,
    universe_plot,
)

HOSTILE = "</script><script>alert(1)</script>\u202e\x1b[31m<!--"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def content() -> GalleryContent:
    sweep = batches(*(universe(f"sim_{number}", number) for number in range(3)))
    return gallery_of(
        universe_plot("kinds/walk", sweep),
        multiverse_plot("kinds/line", "results/figures/kinds/line.png", text="a: <b>&amp; !tag x"),
        multiverse_plot("movie", "results/figures/movie.mp4", description='Moves "a lot" <i>'),
        multiverse_plot("other", "results/figures/other.eps", "results/figures/other.pdf"),
        universes=sweep,
        dimensions={"seed": (0, 1, 2)},
        title="A & B",
    )


def test_render_page__is_well_formed_and_escaped() -> None:
    page = Page(render_page(content(), "results"))
    assert page.open == []
    assert "a: <b>&amp; !tag x" in page.text
    assert 'Moves "a lot" <i>' in page.text
    assert not page.all("b") + page.all("i")
    assert page.all("html")[0]["lang"] == "en"


def test_render_page__is_the_same_for_the_same_content() -> None:
    assert render_page(content(), "results") == render_page(content(), "results")


def test_render_page__links_lead_to_anchors_and_figures() -> None:
    page = Page(render_page(content(), "results"))
    anchors = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    links = [link["href"] or "" for link in page.all("a")]
    inside = {link[1:] for link in links if link.startswith("#")}
    assert inside <= anchors
    assert inside >= {"kinds/", "kinds/line", "kinds/walk", "movie", "other"}
    assert {"figures/kinds/line.png", "figures/other.eps", "data/other.nc"} <= set(links)
    assert "../config/plots.yaml" in links
    assert "config/plots.yaml:3" in page.text


def test_render_page__shows_pictures_with_texts_and_movies_with_players() -> None:
    page = Page(render_page(content(), "results"))
    images = {image["src"]: image["alt"] for image in page.all("img")}
    assert images == {
        "figures/kinds/line.png": "Figure kinds/line",
        "previews/other.pdf.webp": "Figure other",
    }
    assert page.all("video")[0]["src"] == "figures/movie.mp4"


def test_render_page__needs_nothing_from_elsewhere_and_runs_only_its_own_script() -> None:
    html = render_page(content(), "results")
    page = Page(html)
    assert not page.all("link")
    assert not re.search(r"""(src|href|data)=["']?(https?:)?//""", html)
    assert not any(name.startswith("on") for _, attrs in page.elements for name in attrs)
    _, script = page.scripts
    policy = next(meta["content"] or "" for meta in page.all("meta") if "http-equiv" in meta)
    own = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{own}'" in policy
    assert "default-src 'none'" in policy


def test_render_page__hostile_texts_stay_texts() -> None:
    sweep = batches(universe("a", HOSTILE, errors=(HOSTILE,)))
    path = "results/figures/javascript:alert(1)/a#b?%41\u202e.eps"
    plot = multiverse_plot("p", path, text=HOSTILE, description=HOSTILE)
    html = render_page(
        gallery_of(plot, universes=sweep, dimensions={HOSTILE: (HOSTILE,)}, title=HOSTILE),
        "results/figures",
    )
    assert not any(character in html for character in "\x1b\u202e")
    page = Page(html)
    assert len(page.scripts) == 2
    assert page.data["dimensions"][0]["name"] == HOSTILE
    assert r"\u202e\x1b[31m" in page.text
    (link,) = [a["href"] or "" for a in page.all("a") if "eps" in (a["href"] or "")]
    assert not link.startswith("javascript:")
    assert unquote(link) == "javascript:alert(1)/a#b?%41\u202e.eps"


def test_render_page__without_universes_has_no_controls() -> None:
    page = Page(render_page(gallery_of(multiverse_plot("a", "results/figures/a.png")), "results"))
    assert "controls" not in {attributes.get("id") for _, attributes in page.elements}


def test_render_page__says_which_package_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module, "missing_package", {"pdf": "pypdfium2"}.get)
    page = Page(render_page(content(), "results"))
    assert "as pypdfium2 is not installed" in page.text


def test_render_page__of_ten_thousand_universes_is_smaller_than_a_megabyte() -> None:
    names = [f"seed~{seed}_size~{size / 10}" for size in range(100) for seed in range(100)]
    sweep = batches(*(universe(n, i // 100, i % 100) for i, n in enumerate(names)), size=256)
    dimensions = {"size": tuple(range(100)), "seed": tuple(range(100))}
    plots = [universe_plot(name, sweep) for name in ("a", "b", "c")]
    html = render_page(gallery_of(*plots, universes=sweep, dimensions=dimensions), "results")
    assert len(html) < 1_000_000
    assert len(json.loads(Page(html).scripts[0])["universes"]["ids"]) == 10_000
