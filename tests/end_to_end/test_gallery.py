"""The target `gallery`: what is drawn again after a change, and when nothing is."""

from __future__ import annotations

from pathlib import Path

from support.galleries import Page
from support.projects import Project


def previews(project: Project) -> dict[str, int]:
    """Return the time at which each preview was written."""
    folder = project.path / "results/previews"
    return {
        str(path.relative_to(folder)): path.stat().st_mtime_ns
        for path in sorted(folder.rglob("*.webp"))
    }


def page_of(project: Project) -> Page:
    return Page(html(project))


def html(project: Project) -> str:
    return (project.path / "results/gallery.html").read_text()


def test_gallery__is_written_again_exactly_when_something_in_it_changes(finished: Project) -> None:
    assert finished.snakemake("gallery").jobs == {"gallery": 1}
    first, page = previews(finished), html(finished)
    assert len(first) == 9
    assert finished.snakemake("gallery").jobs == {}

    finished.edit("config/plots.yaml", "# For each simulation, called", "# For every simulation,")
    assert finished.snakemake("gallery").jobs == {"gallery": 1}
    assert "For every simulation," in page_of(finished).text
    assert previews(finished) == first

    finished.edit("config/plots.yaml", "Averaged Random Walk", "Mean Random Walk")
    assert finished.snakemake("gallery").jobs == {"mean_random_walk": 1, "gallery": 1}
    changed = {name for name, time in previews(finished).items() if time != first[name]}
    assert changed == {"mean_random_walk.pdf.webp"}

    (finished.path / "results/previews/spread.pdf.webp").write_bytes(b"damaged")
    assert finished.snakemake("gallery").jobs == {"gallery": 1}
    finished.edit("config/plots.yaml", "# For every simulation,", "# For each simulation, called")
    finished.edit("config/plots.yaml", "Mean Random Walk", "Averaged Random Walk")
    finished.snakemake("gallery")
    assert html(finished) == page


def test_gallery__removes_previews_of_plots_that_are_gone(finished: Project) -> None:
    finished.snakemake("gallery")
    plots = finished.path / "config/plots.yaml"
    start = plots.read_text().index("# With an operation of one's own")
    plots.write_text(plots.read_text()[:start])
    finished.snakemake("gallery")
    assert "spread.pdf.webp" not in previews(finished)
    assert "spread" not in [plot["name"] for plot in page_of(finished).data["plots"]]


def test_gallery__links_lead_to_files_that_exist(finished: Project) -> None:
    finished.snakemake("gallery")
    page = page_of(finished)
    folder = finished.path / "results"
    links = {link["href"] or "" for link in page.all("a")}
    files = {link for link in links if not link.startswith("#")}
    files |= {image["src"] or "" for image in page.all("img")}
    data = page.data
    for universe in data["universes"]["ids"]:
        files |= {url.replace("{}", universe) for _, url in data["universes"]["links"]}
        files |= {f"{plot['folder']}/{universe}.pdf" for plot in data["plots"]}
        files |= {f"{plot['previews']}/{universe}.pdf.webp" for plot in data["plots"]}
    assert [file for file in sorted(files) if not Path(folder, file).exists()] == []
    assert len(files) > 30
